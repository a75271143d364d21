import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiProblems,
  AppError,
  ERROR_CODES,
  ID_PARAM,
  preferredType,
  Public,
  toAppError,
} from '@app/platform';
import { IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExportDownloads } from '../download/export-downloads';
import { fileNameOf } from '../export-view';
import { ExportLinks, pathOf } from './export-links';
import { EMPTY_FORM_ROUTE } from './link-forms';
import { asPage, openingPage, refusalPage } from './link-page';

export class LinkQuery {
  @ApiProperty({
    type: String,
    description: 'Of the mail.',
    example: 'PJ0yqVLpmQF0oT1l9CwqKzX6c4pTq0m8s1d2f3g4h5j',
  })
  @IsString()
  @MaxLength(200)
  ticket!: string;
}

const SEE_OTHER = (where: string) => ({
  status: 303,
  description: where,
  headers: { Location: { description: where, schema: { type: 'string' as const } } },
});

/** Where links in mails lead. The ticket is the only credential; it stands for one file, once. */
@ApiTags('Exports')
@Controller('exports/:id')
export class LinksController {
  constructor(
    private readonly links: ExportLinks,
    private readonly downloads: ExportDownloads,
  ) {}

  @Get('link')
  @Public()
  @ApiOperation({
    operationId: 'showExportLink',
    summary: 'The page that a link in a mail leads to',
    description:
      'For people: it names the file and has a button. It changes nothing, so that programs which look into mails do not use the link up.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ description: 'A page.', content: { 'text/html': { schema: { type: 'string' } } } })
  @ApiProblems(
    'VALIDATION_FAILED',
    'NOT_FOUND',
    'INSUFFICIENT_PERMISSIONS',
    'POLICY_VIOLATION',
    'EXPORT_GONE',
  )
  async show(
    @Param('id') id: string,
    @Query() { ticket }: LinkQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(request, reply, async () => {
      const { record } = await this.links.find(id, ticket);
      await asPage(reply).send(openingPage(fileNameOf(record), record.bytes ?? 0));
    });
  }

  @Post('link')
  @HttpCode(303)
  @Public()
  @RouteConfig(EMPTY_FORM_ROUTE)
  @ApiOperation({
    operationId: 'useExportLink',
    summary: 'Use a link of a mail',
    description: 'Once: from then on its file can be had for ten minutes, whole or in parts.',
  })
  @ApiParam(ID_PARAM)
  @ApiResponse(SEE_OTHER('Where the file is.'))
  @ApiProblems(
    'VALIDATION_FAILED',
    'NOT_FOUND',
    'INSUFFICIENT_PERMISSIONS',
    'POLICY_VIOLATION',
    'EXPORT_GONE',
  )
  async use(
    @Param('id') id: string,
    @Query() { ticket }: LinkQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(request, reply, async () => {
      await this.links.open(id, ticket);
      await reply.header('cache-control', 'no-store').redirect(pathOf(id, 'file', ticket), 303);
    });
  }

  @Get('file')
  @Public()
  @ApiOperation({
    operationId: 'downloadExportByLink',
    summary: 'The file of a link that is used',
    description: 'Takes `Range` for a part of it. A link that has not been used leads back to its page.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader({ name: 'Range', required: false, description: 'One range of bytes.', example: 'bytes=0-1023' })
  @ApiOkResponse({
    description: 'The file.',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiResponse(SEE_OTHER('The page of the link.'))
  @ApiProblems(
    'VALIDATION_FAILED',
    'NOT_FOUND',
    'INSUFFICIENT_PERMISSIONS',
    'POLICY_VIOLATION',
    'EXPORT_GONE',
    'RANGE_NOT_SATISFIABLE',
  )
  async file(
    @Param('id') id: string,
    @Query() { ticket }: LinkQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { record, recipient, openedAt } = await this.links.find(id, ticket);
    if (!openedAt) {
      void reply.header('cache-control', 'no-store').redirect(pathOf(id, 'link', ticket), 303);
      return undefined;
    }
    const file = this.downloads.ready(record);
    const actor = { kind: 'anonymous', id: null, organizationId: record.organizationId } as const;
    return this.downloads.give(file, request, reply, (tx) =>
      this.downloads.note(tx, actor, file, { linkOf: recipient }),
    );
  }

  /** Browsers get a page about what is wrong, too; programs are told as everywhere. */
  private async page(
    { headers }: FastifyRequest,
    reply: FastifyReply,
    answer: () => Promise<void>,
  ): Promise<void> {
    try {
      await answer();
    } catch (error) {
      const { code, detail } = toAppError(error);
      const { status } = ERROR_CODES[code];
      if (!(error instanceof AppError) || status >= 500) throw error;
      if (preferredType(headers.accept, ['application/problem+json', 'text/html']) !== 'text/html')
        throw error;
      await asPage(reply, status).send(refusalPage(detail));
    }
  }
}
