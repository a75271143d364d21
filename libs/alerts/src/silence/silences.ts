import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@app/auth';
import { Database, oneAtATime, type SqlExecutor } from '@app/database';
import { AppError, assertIfMatch, Clock, decodeCursor, isId, newId, type Page, toPage } from '@app/platform';
import { parseDuration } from '../core/span';
import { assertDuration } from '../rule/merge-definition';
import { type Matcher, parseMatchers } from './matcher';
import type { CreateSilenceDto, SilenceDto, SilenceQuery } from './silence.dto';

const MOST_AT_ONCE = 200;
const LONGEST_MS = 30 * 86_400_000;
const LATEST_START_MS = 365 * 86_400_000;

type Row = Omit<SilenceDto, 'state'>;

const COLUMNS = `id, matchers, starts_at AS "startsAt", ends_at AS "endsAt", comment, created_by AS "createdBy",
  created_at AS "createdAt", version`;

/** The silences that hold now in an organization, each as what must hold of a series. */
export async function activeSilences(
  executor: SqlExecutor,
  organizationId: string,
  now: Date,
): Promise<Matcher[][]> {
  const { rows } = await executor.query<{ matchers: Matcher[] }>(
    `SELECT matchers FROM alert_silence WHERE organization_id = $1 AND ends_at > $2 AND starts_at <= $2 LIMIT ${MOST_AT_ONCE}`,
    [organizationId, now],
  );
  return rows.map(({ matchers }) => matchers);
}

/**
 * Silences by labels, over all alerts of the principal's organization. They reach alerts that whoever has a data policy does not
 * see, so they are not for them.
 */
@Injectable()
export class Silences {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Newest first. @throws AppError INSUFFICIENT_PERMISSIONS */
  async list(principal: Principal, { limit, cursor, state }: SilenceQuery): Promise<Page<SilenceDto>> {
    assertUnrestricted(principal);
    const now = this.clock.now();
    const { rows } = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM alert_silence WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2)
         AND ($3::text IS NULL OR $3 = CASE WHEN ends_at <= $4 THEN 'ended' WHEN starts_at > $4 THEN 'pending' ELSE 'active' END)
       ORDER BY id DESC LIMIT $5`,
      [principal.organizationId, decodeCursor(cursor) ?? null, state ?? null, now, limit + 1],
    );
    return toPage(rows, limit, (row) => toDto(row, now));
  }

  /** @throws AppError NOT_FOUND, INSUFFICIENT_PERMISSIONS */
  async get(principal: Principal, id: string): Promise<SilenceDto> {
    return toDto(await this.find(principal, id, this.database), this.clock.now());
  }

  /** @throws AppError VALIDATION_FAILED, LIMIT_EXCEEDED, INSUFFICIENT_PERMISSIONS */
  async create(principal: Principal, input: CreateSilenceDto): Promise<SilenceDto> {
    assertUnrestricted(principal);
    const matchers = parseMatchers(input.matchers);
    const ms = parseDuration(assertDuration('/for', input.for, 60_000, LONGEST_MS)) ?? 0;
    const now = this.clock.now();
    const startsAt = input.startsAt === undefined ? now : new Date(input.startsAt);
    if (startsAt.getTime() > now.getTime() + LATEST_START_MS || startsAt.getTime() + ms <= now.getTime())
      throw AppError.invalid('/startsAt', 'startsAt must be within a year, and the silence must not be over');
    const { organizationId, id: createdBy } = principal;
    const id = newId();
    return this.database.transaction(async (tx) => {
      await oneAtATime(tx, 'silences', organizationId);
      const { rows } = await tx.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM alert_silence WHERE organization_id = $1 AND ends_at > $2',
        [organizationId, now],
      );
      if ((rows[0]?.count ?? 0) >= MOST_AT_ONCE)
        throw new AppError('LIMIT_EXCEEDED', `An organization has at most ${MOST_AT_ONCE} silences at once.`);
      await tx.query(
        `INSERT INTO alert_silence (id, organization_id, matchers, starts_at, ends_at, comment, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          organizationId,
          JSON.stringify(matchers),
          startsAt,
          new Date(startsAt.getTime() + ms),
          input.comment,
          createdBy,
          now,
        ],
      );
      const after = await this.find(principal, id, tx);
      await this.audit.record(tx, principal, {
        action: 'alert-silence.created',
        subject: { type: 'alert-silence', id },
        after,
      });
      return toDto(after, now);
    });
  }

  /** What began meanwhile and lasts is told at once. @throws AppError NOT_FOUND, PRECONDITION_FAILED, CONFLICT once it has ended */
  async end(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const { endsAt, version } = await this.find(principal, id, tx, 'FOR UPDATE');
      assertIfMatch(ifMatch, version);
      if (endsAt <= now) throw new AppError('CONFLICT', 'The silence has ended already.');
      await tx.query(
        'UPDATE alert_silence SET starts_at = least(starts_at, $2), ends_at = $2, version = version + 1 WHERE id = $1',
        [id, now],
      );
      await tx.query(
        'UPDATE alert_rule SET next_evaluation_at = $2, wakes = wakes + 1 WHERE organization_id = $1 AND builtin IS NULL',
        [principal.organizationId, now],
      );
      const subject = { type: 'alert-silence', id };
      await this.audit.record(tx, principal, { action: 'alert-silence.ended', subject });
    });
  }

  private async find(principal: Principal, id: string, executor: SqlExecutor, lock = ''): Promise<Row> {
    assertUnrestricted(principal);
    const { rows } = await executor.query<Row>(
      `SELECT ${COLUMNS} FROM alert_silence WHERE id = $1 AND organization_id = $2 ${lock}`,
      [isId(id) ? id : null, principal.organizationId],
    );
    if (!rows[0]) throw AppError.notFound('silence', id);
    return rows[0];
  }
}

function assertUnrestricted({ dataPolicy }: Principal): void {
  if (Object.keys(dataPolicy).length === 0) return;
  throw new AppError(
    'INSUFFICIENT_PERMISSIONS',
    'A silence by labels reaches alerts over all data: it is not for whoever has a data policy.',
  );
}

function toDto(row: Row, now: Date): SilenceDto {
  const state = row.endsAt <= now ? 'ended' : row.startsAt > now ? 'pending' : 'active';
  return { ...row, state };
}
