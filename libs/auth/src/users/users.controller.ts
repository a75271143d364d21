import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiProblems,
  PageQuery,
  ETAG_HEADERS,
  ID_PARAM,
  IF_MATCH_HEADER,
  IF_NONE_MATCH_HEADER,
  tagged,
  taggedUnlessCurrent,
} from '@app/platform';
import type { FastifyReply } from 'fastify';
import { ApiActingOrganization } from '../guard/api-acting-organization';
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePermission } from '../guard/require-permission';
import { CurrentPrincipal } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import { CreateUserDto, UpdateUserDto, UserDto, UserPageDto } from './user.dto';
import { InvitationService } from './invitation.service';
import { UserService } from './user.service';

@ApiTags('Users')
@ApiActingOrganization()
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UserService,
    private readonly invitations: InvitationService,
  ) {}

  @Get()
  @RequirePermission('user', 'read')
  @ApiOperation({
    operationId: 'listUsers',
    summary: 'List users',
    description: 'Of your organization, oldest first. Needs `user:read`.',
  })
  @ApiOkResponse({ type: UserPageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<UserPageDto> {
    return this.users.list(principal, query);
  }

  @Post()
  @RequirePermission('user', 'write')
  @ApiOperation({
    operationId: 'createUser',
    summary: 'Create a user',
    description:
      'In your organization: active at once with a password, invited by mail without one. Needs `user:write`.',
  })
  @ApiBody({ type: CreateUserDto })
  @ApiCreatedResponse({
    type: UserDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'CONFLICT', 'OVERLOADED')
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateUserDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserDto> {
    const user = await this.users.create(principal, body);
    void reply.header('location', `/api/v1/users/${user.id}`);
    return tagged(reply, user);
  }

  @Get(':id')
  @RequirePermission('user', 'read')
  @ApiOperation({
    operationId: 'getUser',
    summary: 'Read a user',
    description: 'Of your organization. Needs `user:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: UserDto, headers: ETAG_HEADERS })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserDto | undefined> {
    return taggedUnlessCurrent(reply, await this.users.get(principal, id), ifNoneMatch);
  }

  @Patch(':id')
  @RequirePermission('user', 'write')
  @ApiOperation({
    operationId: 'updateUser',
    summary: 'Change fields of a user',
    description:
      'A role that is taken away is gone at once. A new email, a new password or `disabled` ends the sessions of the user. Only a super_admin changes a super_admin. Needs `user:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiBody({
    type: UpdateUserDto,
    examples: { roles: { value: { roles: ['viewer'] } }, disable: { value: { status: 'disabled' } } },
  })
  @ApiOkResponse({ type: UserDto, headers: ETAG_HEADERS })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'INSUFFICIENT_PERMISSIONS',
    'POLICY_VIOLATION',
    'NOT_FOUND',
    'CONFLICT',
    'PRECONDITION_FAILED',
    'OVERLOADED',
  )
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: UpdateUserDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserDto> {
    return tagged(reply, await this.users.update(principal, id, body, ifMatch));
  }

  @Post(':id/invitation')
  @HttpCode(202)
  @RequirePermission('user', 'write')
  @ApiOperation({
    operationId: 'inviteUserAgain',
    summary: 'Send the invitation of a user again',
    description: 'The tokens of earlier mails stop working. For invited users. Needs `user:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiAcceptedResponse({ description: 'The mail is on its way.' })
  @ApiProblems('NOT_FOUND', 'INSUFFICIENT_PERMISSIONS', 'POLICY_VIOLATION', 'CONFLICT')
  @ApiAuthProblems()
  invite(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.invitations.again(principal, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('user', 'delete')
  @ApiOperation({
    operationId: 'deleteUser',
    summary: 'Delete a user',
    description: 'Its sessions end at once; its dashboards stay. Not the last admin. Needs `user:delete`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems('NOT_FOUND', 'INSUFFICIENT_PERMISSIONS', 'POLICY_VIOLATION', 'CONFLICT', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.users.remove(principal, id, ifMatch);
  }
}
