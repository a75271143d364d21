import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { assertUnrestricted, AuditLog, type Principal } from '@app/auth';
import { Database } from '@app/database';
import { FileStore } from '@app/files';
import {
  AppConfig,
  AppError,
  assertIfMatch,
  Clock,
  decodeCursor,
  isId,
  mayArriveSlowly,
  newId,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import type { SourceColumn } from '../connector';
import type { FileFormat } from '../file/reader/protocol';
import { uploadKind } from '../file/upload-kind';
import { uploadKey } from '../file/uploaded-file-place';
import { ConnectorOpener } from '../manager/connector-opener';
import { SourceError } from '../source-error';
import { fileOfForm } from './upload-form';
import { UploadQuota } from './upload-quota';
import { IS_USED, UploadedFiles } from './uploaded-files';
import type { UploadedFileDto } from './uploaded-file.dto';
import { WatchedContent } from './watched-content';

const MB = 1024 * 1024;
const VERSION = 1;
/** Of one upload, however steadily it comes. */
const LONGEST_MS = 30 * 60_000;
const LOOKED_AT_MS = 30_000;
const DISCARDED_MS = 5_000;
const COLUMNS = `f.id, name, format, bytes::float8 AS bytes, sha256, columns, problem, created_at AS "createdAt"`;

type Row = Omit<UploadedFileDto, 'version'>;

/** The uploaded files of the principal's organization. */
@Injectable()
export class FileUploads {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
    private readonly uploaded: UploadedFiles,
    private readonly quota: UploadQuota,
    private readonly opener: ConnectorOpener,
    private readonly audit: AuditLog,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Newest first, with samples of what is in them. @throws AppError POLICY_VIOLATION */
  async list(principal: Principal, { limit, cursor }: PageQuery): Promise<Page<UploadedFileDto>> {
    assertUnrestricted(principal, 'uploaded files');
    const { organizationId } = principal;
    const { rows } = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM uploaded_file f WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [organizationId, decodeCursor(cursor) ?? null, limit + 1],
    );
    return toPage(rows, limit, toDto);
  }

  /** @throws AppError NOT_FOUND, POLICY_VIOLATION */
  async get(principal: Principal, id: string): Promise<UploadedFileDto> {
    assertUnrestricted(principal, 'uploaded files');
    const { organizationId } = principal;
    const { rows } = isId(id)
      ? await this.database.query<Row>(
          `SELECT ${COLUMNS} FROM uploaded_file f WHERE id = $1 AND organization_id = $2`,
          [id, organizationId],
        )
      : { rows: [] };
    if (!rows[0]) throw AppError.notFound('uploaded file', id);
    return toDto(rows[0]);
  }

  /**
   * Takes a file while it arrives. Nothing is kept of one that does not arrive whole.
   * @throws AppError VALIDATION_FAILED for what is no file that can be read, MALFORMED_BODY, PAYLOAD_TOO_LARGE, UPLOAD_LIMIT,
   *   REQUEST_TIMEOUT, POLICY_VIOLATION
   */
  async take(principal: Principal, request: IncomingMessage): Promise<UploadedFileDto> {
    assertUnrestricted(principal, 'uploaded files');
    const { organizationId } = principal;
    await this.database.transaction((tx) => this.quota.assertRoom(tx, organizationId, 1));
    return this.quota.arrive(organizationId, async () => {
      const id = newId();
      const stored = await this.receive(request, uploadKey(organizationId, id));
      try {
        const found = await this.look(organizationId, id);
        return await this.keep(principal, { id, ...stored, ...found });
      } catch (error) {
        await this.uploaded.forget(organizationId, id);
        throw error;
      }
    });
  }

  /** @throws AppError NOT_FOUND; CONFLICT when a source reads it; PRECONDITION_FAILED, POLICY_VIOLATION */
  async remove(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    const { name, format, bytes } = await this.get(principal, id);
    assertIfMatch(ifMatch, VERSION);
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query(
        `DELETE FROM uploaded_file f WHERE id = $1 AND organization_id = $2 AND NOT ${IS_USED} RETURNING id`,
        [id, principal.organizationId],
      );
      if (rows.length === 0)
        throw new AppError('CONFLICT', 'A data source reads this file; delete that first.');
      const subject = { type: 'uploaded-file', id };
      await this.audit.record(tx, principal, {
        action: 'uploaded-file.deleted',
        subject,
        before: { name, format, bytes },
      });
    });
    await this.uploaded.forget(principal.organizationId, id);
  }

  private async receive(
    request: IncomingMessage,
    key: string,
  ): Promise<{ name: string; format: FileFormat; bytes: number; sha256: string }> {
    mayArriveSlowly(request, { silenceMs: this.config.requestTimeoutMs, longestMs: LONGEST_MS });
    try {
      const { name, content } = await fileOfForm(request, this.config.sourceFileMaxMb * MB);
      const watched = new WatchedContent(content, createHash('sha256'));
      const { bytes } = await this.store.write(key, watched);
      return { name, bytes, ...watched.found };
    } catch (error) {
      discard(request);
      throw error;
    }
  }

  /** What is in it, as far as it can be read as it is. */
  private async look(
    organizationId: string,
    fileId: string,
  ): Promise<{ columns: SourceColumn[] | null; problem: string | null }> {
    const connection = { kind: uploadKind.kind, fileId };
    const connector = this.opener.open(uploadKind, connection, { id: fileId, organizationId });
    try {
      const { tables } = await connector.introspect(AbortSignal.timeout(LOOKED_AT_MS));
      return { columns: tables[0]?.columns ?? [], problem: null };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return { columns: null, problem: error.message };
    } finally {
      await connector.close();
    }
  }

  private async keep(principal: Principal, file: Omit<Row, 'createdAt'>): Promise<UploadedFileDto> {
    const { organizationId } = principal;
    const row = { ...file, createdAt: this.clock.now() };
    const { id, name, format, bytes, sha256, columns, problem, createdAt } = row;
    await this.database.transaction(async (tx) => {
      await this.quota.assertRoom(tx, organizationId, bytes);
      await tx.query(
        `INSERT INTO uploaded_file (id, organization_id, name, format, bytes, sha256, columns, problem, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          organizationId,
          name,
          format,
          bytes,
          sha256,
          columns && storable(columns),
          problem && storable(problem),
          createdAt,
        ],
      );
      await this.audit.record(tx, principal, {
        action: 'uploaded-file.created',
        subject: { type: 'uploaded-file', id },
        after: { name, format, bytes, sha256 },
      });
    });
    return toDto(row);
  }
}

/** Half a surrogate pair and NUL, which come from files, are nothing that the database can store. */
function storable<T>(value: T): string {
  return typeof value === 'string'
    ? clean(value)
    : JSON.stringify(value, (_key, each) => (typeof each === 'string' ? clean(each) : each));
}

function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Lets a client that is still sending hear why that is in vain; not for long. */
function discard(request: IncomingMessage): void {
  if (request.destroyed) return;
  request.unpipe().resume();
  const timer = setTimeout(() => request.destroy(), DISCARDED_MS).unref();
  request.once('close', () => clearTimeout(timer));
}

function toDto(row: Row): UploadedFileDto {
  return { ...row, version: VERSION };
}
