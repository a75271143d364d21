import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@app/auth';
import { Database, type SqlExecutor } from '@app/database';
import { AppError, Clock, decodeNumberCursor, encodeCursor, type Page, type PageQuery } from '@app/platform';
import { groupKey } from '../core/evaluate-series';
import type { Acknowledgement, SeriesState } from '../core/series-state';
import { groupOf } from '../notification/alert-news';
import { type AlertRule, groupByOf } from './alert-rule';
import type { AcknowledgeAlertDto, AcknowledgedDto, AlertSeriesDto } from './alert-series.dto';
import { AlertService } from './alert.service';

const LONGEST_MS = 30 * 86_400_000;
const MOST_SHOWN = 50;

interface Row {
  key: string;
  state: SeriesState;
}

/** The series of an alert: how each fares, and who has seen to it. */
@Injectable()
export class AlertSeries {
  constructor(
    private readonly database: Database,
    private readonly alerts: AlertService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** By their groups. @throws AppError NOT_FOUND */
  async list(principal: Principal, id: string, { limit, cursor }: PageQuery): Promise<Page<AlertSeriesDto>> {
    const groupBy = groupByOf(await this.alerts.find(principal, id));
    const from = decodeNumberCursor(cursor) ?? 0;
    const { rows } = await this.database.query<Row>(
      'SELECT key, state FROM alert_series WHERE rule_id = $1 ORDER BY key LIMIT $2 OFFSET $3',
      [id, limit + 1, from],
    );
    const nextCursor = rows.length > limit ? encodeCursor(from + limit) : null;
    return { data: rows.slice(0, limit).map((row) => toDto(row, groupBy)), page: { limit, nextCursor } };
  }

  /**
   * What goes on is not told of again before it is resolved, or `until`.
   * @throws AppError NOT_FOUND, VALIDATION_FAILED, CONFLICT where there is nothing to see to
   */
  async acknowledge(principal: Principal, id: string, input: AcknowledgeAlertDto): Promise<AcknowledgedDto> {
    const now = this.clock.now();
    const acknowledged: Acknowledgement = {
      by: principal.id,
      at: now.getTime(),
      until: input.until === undefined ? null : assertUntil(new Date(input.until), now),
    };
    return this.database.transaction(async (tx) => {
      const rule = await this.alerts.find(principal, id, tx, 'FOR UPDATE');
      const groupBy = groupByOf(rule);
      const rows = await this.open(tx, rule, input.series && keyOf(input.series, groupBy));
      const after = rows.map(({ key, state }) => ({ key, state: { ...state, acknowledged } }));
      await tx.query(
        `UPDATE alert_series SET state = state || $3::jsonb WHERE rule_id = $1 AND key = ANY($2::text[])`,
        [id, after.map(({ key }) => key), JSON.stringify({ acknowledged })],
      );
      await this.audit.record(tx, principal, {
        action: 'alert.acknowledged',
        subject: { type: 'alert', id },
        detail: { series: input.series ?? null, until: input.until ?? null, count: after.length },
      });
      return { data: after.slice(0, MOST_SHOWN).map((row) => toDto(row, groupBy)) };
    });
  }

  private async open(tx: SqlExecutor, { id }: AlertRule, key: string | undefined): Promise<Row[]> {
    const { rows } = await tx.query<Row>(
      `SELECT key, state FROM alert_series WHERE rule_id = $1 AND ($2::text IS NULL OR key = $2) ORDER BY key`,
      [id, key ?? null],
    );
    if (key !== undefined && rows.length === 0)
      throw AppError.invalid('/series', 'the alert has no such series');
    const open = rows.filter(
      ({ state: { status, open: lasts } }) => lasts || status === 'noData' || status === 'error',
    );
    if (open.length === 0)
      throw new AppError('CONFLICT', 'There is nothing to acknowledge: nothing fires, lacks data or fails.');
    return open;
  }
}

function keyOf(series: Record<string, string | null>, groupBy: readonly string[]): string {
  const unknown = Object.keys(series).find((name) => !groupBy.includes(name));
  if (unknown !== undefined)
    throw AppError.invalid(`/series/${unknown}`, `the alert does not group by ${unknown}`);
  return groupKey(groupBy.map((name) => series[name] ?? null));
}

function assertUntil(until: Date, now: Date): number {
  const ms = until.getTime() - now.getTime();
  if (ms > 0 && ms <= LONGEST_MS) return until.getTime();
  throw AppError.invalid('/until', 'until must lie ahead, and within 30 days');
}

function toDto({ key, state }: Row, groupBy: readonly string[]): AlertSeriesDto {
  const { acknowledged } = state;
  return {
    group: groupOf(key, groupBy),
    state: state.status,
    since: new Date(state.since),
    value: state.value,
    acknowledgement: acknowledged
      ? {
          by: acknowledged.by,
          at: new Date(acknowledged.at),
          until: acknowledged.until === null ? null : new Date(acknowledged.until),
        }
      : null,
  };
}
