import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  type AuthenticatedRequest,
  CurrentPrincipal,
  Idempotent,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ID_PARAM, IF_NONE_MATCH_HEADER, type Page, PageQuery } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { ExportDownloads } from './download/export-downloads';
import {
  ExportCreatedDto,
  ExportDashboardDto,
  ExportDto,
  ExportPageDto,
  ExportQueryDto,
  ExportStatusDto,
} from './export.dto';
import { ExportService } from './export.service';
import { locationOf } from './request/export-requests';

const CREATED = {
  type: ExportCreatedDto,
  headers: { Location: { description: 'Where to ask how far it is.', schema: { type: 'string' } } },
} as const;

@ApiTags('Exports')
@ApiActingOrganization()
@Controller('exports')
export class ExportsController {
  constructor(
    private readonly exports: ExportService,
    private readonly downloads: ExportDownloads,
  ) {}

  @Post('dashboard/:id')
  @HttpCode(202)
  @Idempotent()
  @RequirePermission('dashboard', 'export')
  @ApiOperation({
    operationId: 'exportDashboard',
    summary: 'Export a dashboard',
    description:
      'A job makes a file of all widgets with what you may see when it runs. All rows are in it, however many; an export that cannot have them all fails. Needs `dashboard:export`.',
  })
  @ApiParam(ID_PARAM)
  @ApiAcceptedResponse(CREATED)
  @ApiProblems('VALIDATION_FAILED', 'LIMIT_EXCEEDED', 'MALFORMED_BODY', 'NOT_FOUND', 'EXPORT_LIMIT')
  @ApiAuthProblems()
  async exportDashboard(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: ExportDashboardDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportCreatedDto> {
    return located(reply, await this.exports.request(principal, id, body));
  }

  @Post('query')
  @HttpCode(202)
  @Idempotent()
  @RequirePermission('data', 'export')
  @ApiOperation({
    operationId: 'exportQuery',
    summary: 'Export the answer of a query, or the points themselves',
    description:
      'For what is too long for `POST /data/query`: there is no limit of rows. Needs `data:export`.',
  })
  @ApiAcceptedResponse(CREATED)
  @ApiProblems(
    'VALIDATION_FAILED',
    'LIMIT_EXCEEDED',
    'MALFORMED_BODY',
    'UNKNOWN_METRIC',
    'UNKNOWN_DIMENSION',
    'EXPORT_LIMIT',
  )
  @ApiAuthProblems()
  async exportQuery(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ExportQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportCreatedDto> {
    return located(reply, await this.exports.requestQuery(principal, body));
  }

  @Get()
  @RequirePermission('export', 'read')
  @ApiOperation({
    operationId: 'listExports',
    summary: 'List your exports',
    description: 'Newest first. Needs `export:read`.',
  })
  @ApiOkResponse({ type: ExportPageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<Page<ExportDto>> {
    return this.exports.list(principal, query);
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @RequirePermission('export', 'read')
  @ApiOperation({
    operationId: 'getExport',
    summary: 'One of your exports',
    description: 'Needs `export:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: ExportDto })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  get(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<ExportDto> {
    return this.exports.get(principal, id);
  }

  @Get(':id/status')
  @Header('cache-control', 'no-store')
  @RequirePermission('export', 'read')
  @ApiOperation({
    operationId: 'getExportStatus',
    summary: 'How far an export is',
    description: 'Needs `export:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: ExportStatusDto })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  status(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<ExportStatusDto> {
    return this.exports.status(principal, id);
  }

  @Get(':id/download')
  @RequirePermission('export', 'read')
  @ApiOperation({
    operationId: 'downloadExport',
    summary: 'The file of an export',
    description:
      'Takes `Range` for a part of it. The ETag is its SHA-256. 403 when you may see less now than when it was made. Needs `export:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiHeader({ name: 'Range', required: false, description: 'One range of bytes.', example: 'bytes=0-1023' })
  @ApiOkResponse({
    description: 'The file.',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiProblems('NOT_FOUND', 'EXPORT_NOT_READY', 'EXPORT_GONE', 'RANGE_NOT_SATISFIABLE', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  download(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.downloads.send(principal, id, request, reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('export', 'delete')
  @ApiOperation({
    operationId: 'cancelExport',
    summary: 'Cancel an export, or delete its file',
    description: 'Needs `export:delete`.',
  })
  @ApiParam(ID_PARAM)
  @ApiNoContentResponse({ description: 'It is cancelled, or its file is deleted.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  cancel(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.exports.cancel(principal, id);
  }
}

function located(reply: FastifyReply, created: ExportCreatedDto): ExportCreatedDto {
  void reply.header('location', locationOf(created.id));
  return created;
}
