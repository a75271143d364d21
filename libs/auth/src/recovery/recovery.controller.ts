import { Body, Controller, Header, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Public } from '@app/platform';
import { AcceptInvitationDto, ForgotPasswordDto, ResetPasswordDto } from './recovery.dto';
import { RecoveryService } from './recovery.service';

@ApiTags('Auth')
@Controller('auth')
@Public()
export class RecoveryController {
  constructor(private readonly recovery: RecoveryService) {}

  @Post('forgot-password')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'forgotPassword',
    summary: 'Ask for a new password',
    description:
      'Sends a mail with a token for `POST /auth/reset-password`, good for 30 minutes, if there is an active user with this email. The answer does not tell.',
  })
  @ApiBody({ type: ForgotPasswordDto })
  @ApiAcceptedResponse({ description: 'If there is such a user, a mail is on its way.' })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'RATE_LIMITED')
  forgot(@Body() body: ForgotPasswordDto, @Ip() address: string): Promise<void> {
    return this.recovery.forgot(body, address);
  }

  @Post('reset-password')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'resetPassword',
    summary: 'Set a new password with a token from a mail',
    description:
      'Ends all sessions of the user. The token works once; a password that is refused does not use it up.',
  })
  @ApiBody({ type: ResetPasswordDto })
  @ApiNoContentResponse({ description: 'The password is set. Log in with it.' })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'INVALID_TOKEN', 'RATE_LIMITED', 'OVERLOADED')
  reset(@Body() body: ResetPasswordDto, @Ip() address: string): Promise<void> {
    return this.recovery.reset(body, address);
  }

  @Post('accept-invitation')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'acceptInvitation',
    summary: 'Accept an invitation',
    description:
      'With the token from the mail, which is good for 7 days. The user is active then and logs in with this password.',
  })
  @ApiBody({ type: AcceptInvitationDto })
  @ApiNoContentResponse({ description: 'The account is ready. Log in.' })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'INVALID_TOKEN', 'RATE_LIMITED', 'OVERLOADED')
  accept(@Body() body: AcceptInvitationDto, @Ip() address: string): Promise<void> {
    return this.recovery.accept(body, address);
  }
}
