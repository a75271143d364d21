import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems, PageQuery } from '@app/platform';
import { RequirePrincipal } from '../guard/require-permission';
import { CurrentPrincipal } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import { SessionPageDto } from './session.dto';
import { SessionService } from './session.service';

@ApiTags('Auth')
@RequirePrincipal()
@Controller('auth/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @ApiOperation({
    operationId: 'listSessions',
    summary: 'List your sessions',
    description: 'Where you are signed in, newest first. Needs any signed-in user.',
  })
  @ApiOkResponse({ type: SessionPageDto })
  @ApiProblems('VALIDATION_FAILED', 'UNAUTHENTICATED', 'INVALID_TOKEN', 'TOKEN_EXPIRED', 'SESSION_ENDED')
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<SessionPageDto> {
    return this.sessions.list(principal, query);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'endSession',
    summary: 'End one of your sessions',
    description: 'Its access and refresh tokens stop working at once. Needs any signed-in user.',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiNoContentResponse({ description: 'The session has ended.' })
  @ApiProblems('UNAUTHENTICATED', 'INVALID_TOKEN', 'TOKEN_EXPIRED', 'SESSION_ENDED', 'NOT_FOUND')
  end(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.sessions.end(principal, id);
  }
}
