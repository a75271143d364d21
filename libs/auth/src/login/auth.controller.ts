import { Body, Controller, Get, Header, Headers, HttpCode, Ip, Post, Put } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Public } from '@app/platform';
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePrincipal } from '../guard/require-permission';
import { CurrentPrincipal } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import { ChangePasswordDto, LoginDto, MeDto, RefreshDto, TokensDto } from './auth.dto';
import { AuthService } from './auth.service';

@ApiTags('Auth')
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('login')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @ApiOperation({
    operationId: 'login',
    summary: 'Log in',
    description:
      'Opens a session. Send `accessToken` as `Authorization: Bearer …`; trade `refreshToken` for new ones before it expires.',
  })
  @ApiBody({ type: LoginDto })
  @ApiOkResponse({ type: TokensDto })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'INVALID_CREDENTIALS', 'RATE_LIMITED', 'OVERLOADED')
  login(
    @Body() body: LoginDto,
    @Ip() address: string,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<TokensDto> {
    return this.auth.login(body, { address, userAgent });
  }

  @Post('refresh')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @ApiOperation({
    operationId: 'refresh',
    summary: 'Trade a refresh token for new tokens',
    description:
      'Each refresh token works once. For ten seconds the client that used it (by its `User-Agent`) gets the same answer again; any other second use ends the session with `REFRESH_TOKEN_REUSED`.',
  })
  @ApiBody({ type: RefreshDto })
  @ApiOkResponse({ type: TokensDto })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'INVALID_TOKEN',
    'SESSION_ENDED',
    'REFRESH_TOKEN_REUSED',
    'RATE_LIMITED',
  )
  refresh(
    @Body() body: RefreshDto,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<TokensDto> {
    return this.auth.refresh(body.refreshToken, userAgent);
  }

  @Post('logout')
  @HttpCode(204)
  @RequirePrincipal()
  @ApiOperation({
    operationId: 'logout',
    summary: 'Log out',
    description:
      'Ends this session at once: its access and refresh tokens stop working. Needs any signed-in user.',
  })
  @ApiNoContentResponse({ description: 'The session has ended.' })
  @ApiAuthProblems()
  logout(@CurrentPrincipal() principal: Principal): Promise<void> {
    return this.auth.logout(principal);
  }

  @Get('me')
  @RequirePrincipal()
  @ApiOperation({
    operationId: 'getMe',
    summary: 'Who you are',
    description: 'Your user and what you may do. Needs any signed-in user.',
  })
  @ApiOkResponse({ type: MeDto })
  @ApiAuthProblems()
  me(@CurrentPrincipal() principal: Principal): Promise<MeDto> {
    return this.auth.me(principal);
  }

  @Put('password')
  @HttpCode(204)
  @RequirePrincipal()
  @ApiOperation({
    operationId: 'changePassword',
    summary: 'Change your password',
    description: 'Ends your other sessions at once; this one goes on. Needs any signed-in user.',
  })
  @ApiBody({ type: ChangePasswordDto })
  @ApiNoContentResponse({ description: 'The password is changed.' })
  @ApiAuthProblems()
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'UNAUTHENTICATED',
    'INVALID_TOKEN',
    'TOKEN_EXPIRED',
    'SESSION_ENDED',
    'INVALID_CREDENTIALS',
    'OVERLOADED',
  )
  changePassword(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ChangePasswordDto,
    @Ip() address: string,
  ): Promise<void> {
    return this.auth.changePassword(principal, body, address);
  }
}
