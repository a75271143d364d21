import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AppError, isId, type Page } from '@app/platform';
import type { Principal } from '../principals/principal';
import type { AuditQuery, AuditRowDto } from './audit.dto';

const CSV_BATCH = 1_000;

interface Row extends Omit<AuditRowDto, 'actor' | 'subject'> {
  actorKind: string;
  actorId: string | null;
  actorEmail: string | null;
  subjectType: string | null;
  subjectId: string | null;
}

type Place = Pick<AuditRowDto, 'at' | 'id'>;
type AuditFilter = Omit<AuditQuery, 'limit' | 'cursor'>;

/** Reads the audit log of the principal's organization, newest first. */
@Injectable()
export class AuditReader {
  constructor(private readonly database: Database) {}

  /** @throws AppError VALIDATION_FAILED for a text that is not a cursor */
  async page(principal: Principal, { limit, cursor, ...filter }: AuditQuery): Promise<Page<AuditRowDto>> {
    const rows = await this.read(principal, filter, limit + 1, placeOf(cursor));
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    return { data, page: { limit, nextCursor: rows.length > limit && last ? cursorOf(last) : null } };
  }

  /** Every row that matches, read in batches as they are taken; no connection is held between two. */
  async *all(principal: Principal, filter: AuditFilter): AsyncGenerator<AuditRowDto[]> {
    let after: Place | undefined;
    for (;;) {
      const rows = await this.read(principal, filter, CSV_BATCH, after);
      if (rows.length > 0) yield rows;
      if (rows.length < CSV_BATCH) return;
      after = rows.at(-1);
    }
  }

  private async read(
    principal: Principal,
    filter: AuditFilter,
    limit: number,
    after: Place | undefined,
  ): Promise<AuditRowDto[]> {
    const parameters: unknown[] = [];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    const conditions = [`organization_id = ${given(principal.organizationId)}`];
    if (after) conditions.push(`(at, id) < (${given(after.at)}, ${given(after.id)})`);
    if (filter.from) conditions.push(`at >= ${given(new Date(filter.from))}`);
    if (filter.to) conditions.push(`at < ${given(new Date(filter.to))}`);
    if (filter.action) conditions.push(`action = ${given(filter.action)}`);
    if (filter.subjectType) conditions.push(`subject_type = ${given(filter.subjectType)}`);
    if (filter.subjectId) conditions.push(`subject_id = ${given(filter.subjectId)}`);
    if (filter.actor) {
      const column = filter.actor.includes('@') ? 'actor_email' : 'actor_id';
      conditions.push(`${column} = ${given(filter.actor)}`);
    }
    const { rows } = await this.database.query<Row>(
      `SELECT id, at, action, actor_kind AS "actorKind", actor_id AS "actorId", actor_email AS "actorEmail",
         subject_type AS "subjectType", subject_id AS "subjectId", request_id AS "requestId", address, before, after, detail
       FROM audit_log WHERE ${conditions.join(' AND ')} ORDER BY at DESC, id DESC LIMIT ${given(limit)}`,
      parameters,
    );
    return rows.map(toDto);
  }
}

function toDto({ actorKind, actorId, actorEmail, subjectType, subjectId, ...row }: Row): AuditRowDto {
  const subject = subjectType === null ? null : { type: subjectType, id: subjectId ?? '' };
  const { id, at, action, ...rest } = row;
  return { id, at, action, actor: { kind: actorKind, id: actorId, email: actorEmail }, subject, ...rest };
}

function cursorOf({ at, id }: Place): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
}

function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [ms = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const at = new Date(Number(ms));
  if (!/^\d{1,15}$/.test(ms) || !isId(id) || Number.isNaN(at.getTime())) {
    throw AppError.invalid(
      '/cursor',
      `cursor must be the nextCursor of an earlier page (given: ${JSON.stringify(cursor)})`,
    );
  }
  return { at, id };
}
