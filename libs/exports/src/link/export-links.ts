import { createHmac, hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { derivedKey, LaterPrincipals } from '@app/auth';
import { Database } from '@app/database';
import { AppConfig, AppError, Clock, isId } from '@app/platform';
import { ExportAccess } from '../download/export-access';
import { EXPORT_COLUMNS, type ExportRecord } from '../export-record';

/** For how long a link that was used goes on giving its file, so that a download that breaks can be resumed. */
const OPEN_MS = 10 * 60_000;
const TICKET = /^[\w-]{43}$/;

/** A link, and the export that it leads to. */
export interface FoundLink {
  record: ExportRecord;
  /** To whom it was sent. */
  recipient: string;
  openedAt: Date | null;
}

/**
 * Links in mails to files of exports. Each has a ticket of 256 bits, which nobody stores: the worker makes it of the mail's id when it sends
 * the mail, the same at each attempt, and leaves its SHA-256.
 */
@Injectable()
export class ExportLinks {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    private readonly principals: LaterPrincipals,
    private readonly access: ExportAccess,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {
    this.key = derivedKey(config.encryptionKey, 'links to exports in mails');
  }

  /** The URL that a mail shows. Only the worker, which sends it, asks for it. */
  async issue(exportId: string, mailId: string): Promise<string> {
    const ticket = createHmac('sha256', this.key).update(mailId).digest('base64url');
    await this.database.query(
      `INSERT INTO export_link (hash, export_id, mail_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [hashOf(ticket), exportId, mailId],
    );
    const base = (this.config.publicUrl ?? `http://localhost:${this.config.port}`).replace(/\/+$/, '');
    return `${base}${pathOf(exportId, 'link', ticket)}`;
  }

  /**
   * What a ticket leads to. It changes nothing: programs that look into mails follow links.
   * @throws AppError NOT_FOUND; 410 EXPORT_GONE when the file is gone or the link was used; 403 when the owner of the export may not see
   *   what is in it any more
   */
  async find(exportId: string, ticket: string): Promise<FoundLink> {
    const link = await this.known(exportId, ticket);
    const now = this.clock.now();
    const { record, openedAt } = link;
    if (record.status !== 'ready' || !record.expiresAt || record.expiresAt <= now)
      throw new AppError('EXPORT_GONE', 'The file of this link is no longer kept.');
    if (openedAt && openedAt.getTime() + OPEN_MS <= now.getTime())
      throw new AppError('EXPORT_GONE', 'This link was used before, and works once. Ask for another one.');
    const owner = await this.principals.of(record.owner);
    if (!owner)
      throw new AppError(
        'INSUFFICIENT_PERMISSIONS',
        'The account that this file was made for is no longer active.',
      );
    await this.access.assertStill(owner, record);
    return link;
  }

  /** Uses a ticket: from now on it is good for ten minutes. @throws AppError as {@link find} */
  async open(exportId: string, ticket: string): Promise<void> {
    await this.find(exportId, ticket);
    await this.database.query(
      'UPDATE export_link SET opened_at = $3 WHERE hash = $1 AND export_id = $2 AND opened_at IS NULL',
      [hashOf(ticket), exportId, this.clock.now()],
    );
  }

  private async known(exportId: string, ticket: string): Promise<FoundLink> {
    const { rows } =
      isId(exportId) && TICKET.test(ticket)
        ? await this.database.query<ExportRecord & Omit<FoundLink, 'record'>>(
            `SELECT found.*, m.recipient, l.opened_at AS "openedAt"
             FROM export_link l JOIN export_mail m ON m.id = l.mail_id
             JOIN LATERAL (SELECT ${EXPORT_COLUMNS} FROM export WHERE id = l.export_id) AS found ON true
             WHERE l.hash = $1 AND l.export_id = $2`,
            [hashOf(ticket), exportId],
          )
        : { rows: [] };
    const [row] = rows;
    if (!row) throw new AppError('NOT_FOUND', 'There is no such link.');
    const { recipient, openedAt, ...record } = row;
    return { record, recipient, openedAt };
  }
}

/** Where a ticket is shown, and where it gives the file. */
export function pathOf(exportId: string, page: 'link' | 'file', ticket: string): string {
  return `/api/v1/exports/${exportId}/${page}?ticket=${encodeURIComponent(ticket)}`;
}

function hashOf(ticket: string): Buffer {
  return hash('sha256', ticket, 'buffer');
}
