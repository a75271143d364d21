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
  Put,
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
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ETAG_HEADERS, ID_PARAM, IF_MATCH_HEADER, PageQuery, tagged } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { SourceTestDto } from '../check/source-test.dto';
import { SourceTester } from '../check/source-tester';
import { SourceSchemaDto } from '../schema/source-schema.dto';
import { SourceSchemas } from '../schema/source-schemas';
import {
  CreateDataSourceDto,
  DataSourceDto,
  DataSourcePageDto,
  ReplaceDataSourceDto,
  TryConnectionDto,
  UpdateDataSourceDto,
} from './data-source.dto';
import { DataSourceService, headersOf } from './data-source.service';

const UNRESTRICTED = 'Not for those whose data policy shows them parts of the data alone.';
const ANSWERS =
  'Connects, and says whether it worked: 200 also where it did not. Whatever keeps it from being reached has the same reason and takes as long. Takes at most 12 s.';

@ApiTags('Sources')
@ApiActingOrganization()
@Controller('data-sources')
export class DataSourcesController {
  constructor(
    private readonly service: DataSourceService,
    private readonly tester: SourceTester,
    private readonly schemas: SourceSchemas,
  ) {}

  @Get()
  @RequirePermission('source', 'read')
  @ApiOperation({
    operationId: 'listDataSources',
    summary: 'List data sources',
    description: 'Of your organization, newest first, without their secrets. Needs `source:read`.',
  })
  @ApiOkResponse({ type: DataSourcePageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<DataSourcePageDto> {
    return this.service.list(principal, query);
  }

  @Post()
  @RequirePermission('source', 'write')
  @ApiOperation({
    operationId: 'createDataSource',
    summary: 'Create a data source',
    description: `Connects to nothing yet. ${UNRESTRICTED} Needs \`source:write\`.`,
  })
  @ApiBody({ type: CreateDataSourceDto })
  @ApiCreatedResponse({
    type: DataSourceDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'LIMIT_EXCEEDED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateDataSourceDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DataSourceDto> {
    const created = await this.service.create(principal, body);
    void reply.headers(headersOf(created));
    return created;
  }

  @Post('test')
  @HttpCode(200)
  @RequirePermission('source', 'write')
  @ApiOperation({
    operationId: 'testConnection',
    summary: 'Test a connection that is not kept',
    description: `${ANSWERS} ${UNRESTRICTED} Needs \`source:write\`.`,
  })
  @ApiBody({ type: TryConnectionDto })
  @ApiOkResponse({ type: SourceTestDto })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  try(@CurrentPrincipal() principal: Principal, @Body() body: TryConnectionDto): Promise<SourceTestDto> {
    return this.tester.try(principal, body.connection);
  }

  @Get(':id')
  @RequirePermission('source', 'read')
  @ApiOperation({
    operationId: 'getDataSource',
    summary: 'Read a data source',
    description:
      'Without its secrets; with whether it answers, which changes without its version. Needs `source:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: DataSourceDto, headers: ETAG_HEADERS })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DataSourceDto> {
    return tagged(reply, await this.service.get(principal, id));
  }

  @Put(':id')
  @RequirePermission('source', 'write')
  @ApiOperation({
    operationId: 'replaceDataSource',
    summary: 'Replace a data source',
    description: `What is absent is as in a new one. ${UNRESTRICTED} Needs \`source:write\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiBody({ type: ReplaceDataSourceDto })
  @ApiOkResponse({ type: DataSourceDto, headers: ETAG_HEADERS })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async replace(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: ReplaceDataSourceDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DataSourceDto> {
    return tagged(reply, await this.service.replace(principal, id, body, ifMatch));
  }

  @Patch(':id')
  @RequirePermission('source', 'write')
  @ApiOperation({
    operationId: 'updateDataSource',
    summary: 'Change a data source',
    description: `The fields given; a connection is given whole. ${UNRESTRICTED} Needs \`source:write\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: DataSourceDto, headers: ETAG_HEADERS })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: UpdateDataSourceDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DataSourceDto> {
    return tagged(reply, await this.service.update(principal, id, body, ifMatch));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('source', 'delete')
  @ApiOperation({
    operationId: 'deleteDataSource',
    summary: 'Delete a data source',
    description: `Points that were made of it stay. ${UNRESTRICTED} Needs \`source:delete\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse()
  @ApiProblems('NOT_FOUND', 'PRECONDITION_FAILED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.service.remove(principal, id, ifMatch);
  }

  @Post(':id/test')
  @HttpCode(200)
  @RequirePermission('source', 'write')
  @ApiOperation({
    operationId: 'testDataSource',
    summary: 'Test a data source',
    description: `${ANSWERS} Also where it is switched off. ${UNRESTRICTED} Needs \`source:write\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: SourceTestDto })
  @ApiProblems('NOT_FOUND', 'CONFLICT', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  test(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<SourceTestDto> {
    return this.tester.test(principal, id);
  }

  @Get(':id/schema')
  @RequirePermission('source', 'read')
  @ApiOperation({
    operationId: 'getDataSourceSchema',
    summary: 'Read what a data source has',
    description: `Tables, columns, types and some values, read from it now, and what its columns could be for metrics. ${UNRESTRICTED} Needs \`source:read\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: SourceSchemaDto })
  @ApiProblems('NOT_FOUND', 'CONFLICT', 'POLICY_VIOLATION', 'SOURCE_REFUSED', 'SOURCE_UNAVAILABLE')
  @ApiAuthProblems()
  schema(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<SourceSchemaDto> {
    return this.schemas.read(principal, id);
  }
}
