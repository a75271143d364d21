import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Database } from '@app/database';
import { AppError, decodeCursor, isId, type Page, type PageQuery, toPage } from '@app/platform';
import type { Filter } from '../query/metric-query';
import type { DeletionDto } from './deletion.dto';

interface Row {
  id: string;
  metric: string;
  from: Date;
  to: Date;
  filters: Filter[];
  points: number;
  requestedAt: Date;
  finishedAt: Date | null;
}

const COLUMNS = `id, metric, from_ts AS "from", to_ts AS "to", filters, points::float8 AS points,
  requested_at AS "requestedAt", finished_at AS "finishedAt"`;

/** What was asked to be deleted, and how far that is. Whoever has a data policy sees only what they asked for themselves. */
@Injectable()
export class DeletionRecords {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(principal: Principal, { limit, cursor }: PageQuery): Promise<Page<DeletionDto>> {
    const before = decodeCursor(cursor);
    const { rows } = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM metrics.deletion
       WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ${VISIBLE} ORDER BY id DESC LIMIT $5`,
      [principal.organizationId, before ?? null, ...seenBy(principal), limit + 1],
    );
    return toPage(rows, limit, toDto);
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<DeletionDto> {
    if (!isId(id)) throw AppError.notFound('deletion', id);
    const { rows } = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM metrics.deletion WHERE organization_id = $1 AND id = $2 AND ${VISIBLE}`,
      [principal.organizationId, id, ...seenBy(principal)],
    );
    if (!rows[0]) throw AppError.notFound('deletion', id);
    return toDto(rows[0]);
  }
}

const VISIBLE = '($3::text IS NULL OR (principal_kind = $3 AND principal_id = $4))';

/** Whose deletions they have to be; nulls: whoever's. */
function seenBy({ kind, id, dataPolicy }: Principal): [string | null, string | null] {
  return Object.keys(dataPolicy).length > 0 ? [kind, id] : [null, null];
}

function toDto({ from, to, requestedAt, finishedAt, ...row }: Row): DeletionDto {
  return {
    ...row,
    from: from.toISOString(),
    to: to.toISOString(),
    status: finishedAt ? 'finished' : 'running',
    requestedAt: requestedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
