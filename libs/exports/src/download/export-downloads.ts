import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { type AuditActor, AuditLog, type Principal } from '@app/auth';
import { Database, type SqlExecutor } from '@app/database';
import { FileStore } from '@app/files';
import { AppError, Clock, notModified } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { CONTENT_TYPES } from '../export-format';
import type { ExportRecord } from '../export-record';
import { fileNameOf } from '../export-view';
import { ExportService } from '../export.service';
import { ExportAccess } from './export-access';
import { readRange } from './byte-range';
import { attachment } from './content-disposition';

/** What of a request decides how much of a file is sent. */
export interface DownloadRequest {
  method: string;
  headers: { range?: string; 'if-range'?: string; 'if-none-match'?: string };
}

/** An export whose file is there. */
export interface ReadyFile extends ExportRecord {
  fileKey: string;
  bytes: number;
  sha256: string;
}

/** Gives out the files of exports, whole or in parts, to whom they belong. */
@Injectable()
export class ExportDownloads {
  constructor(
    private readonly exports: ExportService,
    private readonly access: ExportAccess,
    private readonly files: FileStore,
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends status and headers through the reply; the file is what it returns.
   * @throws AppError 403 when the principal may see less than when it was made, 404, 409 EXPORT_NOT_READY, 410 EXPORT_GONE,
   *   416 RANGE_NOT_SATISFIABLE
   */
  async send(
    principal: Principal,
    id: string,
    request: DownloadRequest,
    reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const file = this.ready(await this.exports.find(principal, id));
    await this.access.assertStill(principal, file);
    return this.give(file, request, reply, (tx) => this.note(tx, principal, file));
  }

  /**
   * Gives out a file to whom it may go.
   * @param note writes down that it was given out, from its beginning
   * @throws AppError 410 EXPORT_GONE, 416 RANGE_NOT_SATISFIABLE
   */
  async give(
    file: ReadyFile,
    { method, headers }: DownloadRequest,
    reply: FastifyReply,
    note: (tx: SqlExecutor) => Promise<void>,
  ): Promise<StreamableFile | undefined> {
    const etag = `"${file.sha256}"`;
    void reply.headers({
      etag,
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      'content-disposition': attachment(fileNameOf(file)),
      'content-type': CONTENT_TYPES[file.format],
      'last-modified': file.finishedAt?.toUTCString(),
    });
    if (notModified(headers['if-none-match'], etag)) {
      void reply.status(304);
      return undefined;
    }
    const isCurrent = headers['if-range'] === undefined || headers['if-range'] === etag;
    const asked = readRange(isCurrent ? headers.range : undefined, file.bytes);
    if (asked.kind === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${file.bytes}`);
      throw new AppError(
        'RANGE_NOT_SATISFIABLE',
        `The file has ${file.bytes} bytes; ${headers.range} is none of them.`,
      );
    }
    const { first, last } = asked.kind === 'part' ? asked : { first: 0, last: file.bytes - 1 };
    if (asked.kind === 'part')
      void reply.status(206).header('content-range', `bytes ${first}-${last}/${file.bytes}`);
    void reply.header('content-length', last - first + 1);
    // No body at all would have a length of 0.
    if (method === 'HEAD') return new StreamableFile(Readable.from([]));
    const content = await this.open(file, asked.kind === 'part' ? { first, last } : undefined);
    if (first === 0) await note(this.database);
    return new StreamableFile(Readable.from(content));
  }

  /** The file of an export. @throws AppError 409 EXPORT_NOT_READY, 410 EXPORT_GONE */
  ready(record: ExportRecord): ReadyFile {
    const { status, expiresAt, error } = record;
    if (status === 'expired' || (status === 'ready' && expiresAt && expiresAt <= this.clock.now()))
      throw gone();
    if (status === 'ready' && record.fileKey !== null) return record as ReadyFile;
    const why = status === 'failed' ? `The export has failed: ${error}` : `The export is ${status}.`;
    throw new AppError(
      'EXPORT_NOT_READY',
      why,
      status === 'queued' || status === 'running' ? { retryAfterSeconds: 2 } : {},
    );
  }

  private async open(
    file: ReadyFile,
    range?: { first: number; last: number },
  ): Promise<AsyncIterable<Uint8Array>> {
    try {
      return await this.files.read(file.fileKey, range);
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') throw gone();
      throw error;
    }
  }

  /** Writes down who was given the file. */
  async note(
    tx: SqlExecutor,
    actor: AuditActor,
    { id, format, bytes }: ReadyFile,
    detail: object = {},
  ): Promise<void> {
    await this.audit.record(tx, actor, {
      action: 'export.downloaded',
      subject: { type: 'export', id },
      detail: { format, bytes, ...detail },
    });
  }
}

function gone(): AppError {
  return new AppError('EXPORT_GONE', 'The file of this export is no longer kept.');
}
