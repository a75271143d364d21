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
import { ApiProblems, etagOf, notModified, PageQuery } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePermission } from '../guard/require-permission';
import { CurrentPrincipal } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import { OrganizationDto, OrganizationFieldsDto, OrganizationPageDto } from './organization.dto';
import { OrganizationService } from './organization.service';

const ID = { name: 'id', format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' } as const;
const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'ETag of the version to change; a stale one is 412.',
  example: '"1"',
};
const ETAG = {
  ETag: { description: 'The version in quotes.', schema: { type: 'string', example: '"1"' } },
} as const;

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
    headers: { ...ETAG, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY')
  @ApiAuthProblems()
  async create(
    @Body() body: OrganizationFieldsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationDto> {
    const organization = await this.organizations.create(body);
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
  @ApiParam(ID)
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'ETag that you have; 304 when it is still current.',
    example: '"1"',
  })
  @ApiOkResponse({ type: OrganizationDto, headers: ETAG })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationDto | undefined> {
    const organization = tagged(reply, await this.organizations.get(id));
    if (!notModified(ifNoneMatch, etagOf(organization.version))) return organization;
    void reply.status(304);
    return undefined;
  }

  @Patch(':id')
  @RequirePermission('organization', 'write')
  @ApiOperation({
    operationId: 'updateOrganization',
    summary: 'Rename an organization',
    description: 'Needs super_admin.',
  })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiBody({ type: OrganizationFieldsDto })
  @ApiOkResponse({ type: OrganizationDto, headers: ETAG })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  async update(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: OrganizationFieldsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationDto> {
    return tagged(reply, await this.organizations.update(id, body, ifMatch));
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
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
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

function tagged(reply: FastifyReply, organization: OrganizationDto): OrganizationDto {
  void reply.header('etag', etagOf(organization.version));
  return organization;
}
