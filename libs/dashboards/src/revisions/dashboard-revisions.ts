import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Database } from '@app/database';
import { decodeNumberCursor, type Page, type PageQuery, toPage } from '@app/platform';
import { DashboardService } from '../dashboard.service';
import { type RevisionChange, summaryOf } from './revision-changes';
import type { RevisionDto } from './revision.dto';

interface RevisionRow {
  id: string;
  number: number;
  createdAt: Date;
  authorKind: Principal['kind'];
  authorId: string;
  authorName: string | null;
  restoredFrom: number | null;
  changes: RevisionChange[];
}

/** Reads the revisions of dashboards that the principal sees. */
@Injectable()
export class DashboardRevisions {
  constructor(
    private readonly database: Database,
    private readonly dashboards: DashboardService,
  ) {}

  /** Newest first. @throws AppError 400 for a text that is no cursor, 404 */
  async list(
    principal: Principal,
    dashboardId: string,
    { limit, cursor }: PageQuery,
  ): Promise<Page<RevisionDto>> {
    const before = decodeNumberCursor(cursor);
    const { id } = await this.dashboards.get(principal, dashboardId);
    const { rows } = await this.database.query<RevisionRow>(
      `SELECT r.number::text AS id, r.number, r.created_at AS "createdAt", r.author_kind AS "authorKind",
         r.author_id AS "authorId", u.name AS "authorName", r.restored_from AS "restoredFrom", r.changes
       FROM dashboard_revision r
       LEFT JOIN users u ON r.author_kind = 'user' AND u.id::text = r.author_id
       WHERE r.dashboard_id = $1 AND ($2::int IS NULL OR r.number < $2) ORDER BY r.number DESC LIMIT $3`,
      [id, before ?? null, limit + 1],
    );
    return toPage(rows, limit, toDto);
  }
}

function toDto({ number, createdAt, restoredFrom, changes, ...row }: RevisionRow): RevisionDto {
  return {
    number,
    createdAt: createdAt.toISOString(),
    author: { kind: row.authorKind, id: row.authorId, name: row.authorName },
    summary: summaryOf(changes, restoredFrom),
    changes,
    restoredFrom,
  };
}
