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
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePermission } from '../guard/require-permission';
import { CurrentPrincipal } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import { OrganizationDto, OrganizationFieldsDto, OrganizationPageDto } from './organization.dto';
import { OrganizationService } from './organization.service';

@ApiTags('Organizations')
@Controller('organizations')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationService) {}

  @Get()
  @RequirePermission('organization', 'read')
  @ApiOperation({
    operationId: 'listOrganizations',
    summary: 'List organizations',
    description: 'All, oldest first. Needs super_admin.',
  })
  @ApiOkResponse({ type: OrganizationPageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@Query() query: PageQuery): Promise<OrganizationPageDto> {
    return this.organizations.list(query);
  }

  @Post()
  @RequirePermission('organization', 'write')
  @ApiOperation({
    operationId: 'createOrganization',
    summary: 'Create an organization',
    description:
      'Empty. Create its first admin with `POST /users` and `X-Organization-Id`. Needs super_admin.',
  })
  @ApiBody({ type: OrganizationFieldsDto })
  @ApiCreatedResponse({
    type: OrganizationDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY')
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: OrganizationFieldsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationDto> {
    const organization = await this.organizations.create(principal, body);
    void reply.header('location', `/api/v1/organizations/${organization.id}`);
    return tagged(reply, organization);
  }

  @Get(':id')
  @RequirePermission('organization', 'read')
  @ApiOperation({
    operationId: 'getOrganization',
    summary: 'Read an organization',
    description: 'Needs super_admin.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: OrganizationDto, headers: ETAG_HEADERS })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationDto | undefined> {
    return taggedUnlessCurrent(reply, await this.organizations.get(id), ifNoneMatch);
  }

  @Patch(':id')
  @RequirePermission('organization', 'write')
  @ApiOperation({
    operationId: 'updateOrganization',
    summary: 'Rename an organization',
    description: 'Needs super_admin.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiBody({ type: OrganizationFieldsDto })
  @ApiOkResponse({ type: OrganizationDto, headers: ETAG_HEADERS })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: OrganizationFieldsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationDto> {
    return tagged(reply, await this.organizations.update(principal, id, body, ifMatch));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('organization', 'delete')
  @ApiOperation({
    operationId: 'deleteOrganization',
    summary: 'Delete an organization',
    description:
      'With its users and everything that belongs to it; not the one that you belong to. Needs super_admin.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems('NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.organizations.remove(principal, id, ifMatch);
  }
}
