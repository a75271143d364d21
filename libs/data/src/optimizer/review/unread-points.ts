import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Database } from '@app/database';
import { counted } from '../suggest/suggestion';
import { SuggestedRequests } from '../suggested-requests';
import type { RankedSuggestion } from './merge-findings';

const DAY_MS = 86_400_000;
/** Questions must have been watched for so long before anything is concluded from what they left alone. */
const WATCHED_DAYS = 7;
/** Longer than the farthest question went back. */
const MARGIN_DAYS = 31;
const LEAST_MONTHS = 3;
const LEAST_POINTS = 10_000;
const MOST = 5;

interface Unread {
  metric: string;
  months: number;
  points: number;
  from: Date;
  days: number;
}

/** Points that no question has looked at: whole monthly partitions that a retention would let go. */
@Injectable()
export class UnreadPoints {
  constructor(
    private readonly database: Database,
    private readonly requests: SuggestedRequests,
  ) {}

  /** @param watch days (UTC): since when questions count, since when they are recorded, and now in ms */
  async suggest(
    principal: Principal,
    watch: { since: string; known: string | null; now: number },
  ): Promise<RankedSuggestion[]> {
    if (watch.known === null || Date.parse(watch.known) > watch.now - (WATCHED_DAYS - 1) * DAY_MS) return [];
    const suggestions: RankedSuggestion[] = [];
    for (const { metric, months, points, from, days } of await this.unread(principal.organizationId, watch)) {
      suggestions.push({
        kind: 'partitioning',
        reason: `No question of the last 7 days went back further than ${counted(days - MARGIN_DAYS, 'day')}, and ${metric} has ${counted(points, 'point')} in ${counted(months, 'monthly partition')} before, from ${from.toISOString().slice(0, 7)} on. If nobody needs them, a retention of ${days} days lets them go and keeps their rollups; a partition is dropped once every metric is past it. Points that are gone do not come back.`,
        request: await this.requests.retention(principal, metric, days),
        share: 0,
        saves: 0,
        queries: 0,
        totalMs: 0,
        maxMs: 0,
        shapes: [],
      });
    }
    return suggestions;
  }

  /** A question whose metrics are not all known counts for every metric. A metric that no question named is left alone. */
  private async unread(
    organizationId: string,
    { since, now }: { since: string; now: number },
  ): Promise<Unread[]> {
    const { rows } = await this.database.query<Unread>(
      `WITH asked AS MATERIALIZED (
         SELECT m->>'metric' AS metric, min(q.earliest_ts) AS earliest
         FROM metrics.query_shape q CROSS JOIN jsonb_array_elements(q.shape->'metrics') m
         WHERE q.organization_id = $1 AND q.day >= $2 GROUP BY 1),
       unknown AS MATERIALIZED (
         SELECT min(earliest_ts) AS earliest FROM metrics.query_shape
         WHERE organization_id = $3 AND day >= $4 AND (hash = 'other' OR (shape->>'moreMetrics')::int > 0)),
       reach AS MATERIALIZED (
         SELECT m.id, m.name, ceil(extract(epoch FROM $5::timestamptz - least(a.earliest, u.earliest)) / 86400)::int + ${MARGIN_DAYS} AS days
         FROM metrics.metric m JOIN asked a ON a.metric = m.name CROSS JOIN unknown u
         WHERE m.organization_id = $6 AND m.retention_days IS NULL)
       SELECT r.name AS metric, r.days, count(DISTINCT date_trunc('month', x.bucket, 'UTC'))::int AS months,
         sum(x.count)::float8 AS points, min(x.bucket) AS from
       FROM reach r JOIN metrics.grouping o ON o.metric_id = r.id AND o.dims = '{}' AND o.ready
       JOIN metrics.grp g ON g.grouping_id = o.id JOIN metrics.rollup_1d x ON x.grp_id = g.id
       WHERE x.bucket < date_trunc('month', $7::timestamptz - r.days * interval '1 day', 'UTC') AND r.days > 0
       GROUP BY r.name, r.days
       HAVING count(DISTINCT date_trunc('month', x.bucket, 'UTC')) >= ${LEAST_MONTHS} AND sum(x.count) >= ${LEAST_POINTS}
       ORDER BY sum(x.count) DESC LIMIT ${MOST}`,
      [
        organizationId,
        since,
        organizationId,
        since,
        new Date(now).toISOString(),
        organizationId,
        new Date(now).toISOString(),
      ],
    );
    return rows;
  }
}
