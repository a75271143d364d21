import { Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiConsumes,
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
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import {
  ApiProblems,
  AppError,
  ETAG_HEADERS,
  ID_PARAM,
  IF_MATCH_HEADER,
  IF_NONE_MATCH_HEADER,
  PageQuery,
  tagged,
  taggedUnlessCurrent,
} from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FileUploads } from './file-uploads';
import { UPLOAD_ROUTE } from './upload-bodies';
import { UploadedFileDto, UploadedFilePageDto, UploadFormDto } from './uploaded-file.dto';

@ApiTags('Sources')
@ApiActingOrganization()
@Controller('data-sources/files')
export class UploadsController {
  constructor(private readonly uploads: FileUploads) {}

  @Get()
  @RequirePermission('source', 'read')
  @ApiOperation({
    operationId: 'listUploadedFiles',
    summary: 'List uploaded files',
    description: 'Of your organization, newest first. Needs `source:read`.',
  })
  @ApiOkResponse({ type: UploadedFilePageDto })
  @ApiProblems('VALIDATION_FAILED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<UploadedFilePageDto> {
    return this.uploads.list(principal, query);
  }

  @Post()
  @RouteConfig(UPLOAD_ROUTE)
  @RequirePermission('source', 'write')
  @ApiOperation({
    operationId: 'uploadFile',
    summary: 'Upload a file',
    description:
      'CSV, JSON, NDJSON, Parquet or XLSX, of at most SOURCE_FILE_MAX_MB; what it is shows in its first bytes. A source of kind `upload` reads it by its id. It is deleted with its last source, and a day after it came when no source uses it. Not for those whose data policy shows them parts of the data alone. Needs `source:write`.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadFormDto })
  @ApiCreatedResponse({
    type: UploadedFileDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'PAYLOAD_TOO_LARGE',
    'UNSUPPORTED_MEDIA_TYPE',
    'UPLOAD_LIMIT',
    'REQUEST_TIMEOUT',
    'POLICY_VIOLATION',
  )
  @ApiAuthProblems()
  async upload(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadedFileDto> {
    assertForm(request.headers['content-type']);
    const file = await this.uploads.take(principal, request.raw);
    void reply.header('location', `/api/v1/data-sources/files/${file.id}`);
    return tagged(reply, file);
  }

  @Get(':id')
  @RequirePermission('source', 'read')
  @ApiOperation({
    operationId: 'getUploadedFile',
    summary: 'Read what is known of an uploaded file',
    description: 'Needs `source:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: UploadedFileDto, headers: ETAG_HEADERS })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadedFileDto | undefined> {
    return taggedUnlessCurrent(reply, await this.uploads.get(principal, id), ifNoneMatch);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('source', 'delete')
  @ApiOperation({
    operationId: 'deleteUploadedFile',
    summary: 'Delete an uploaded file',
    description: 'One that a source reads is 409. Needs `source:delete`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse()
  @ApiProblems('NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.uploads.remove(principal, id, ifMatch);
  }
}

function assertForm(contentType: string | undefined): void {
  if (contentType?.toLowerCase().startsWith('multipart/form-data')) return;
  throw new AppError(
    'UNSUPPORTED_MEDIA_TYPE',
    `Content-Type must be multipart/form-data (given: ${contentType ?? 'none'})`,
  );
}
