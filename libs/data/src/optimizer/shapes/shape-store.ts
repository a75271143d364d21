import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import type { QueryShape } from './query-shape';
import { keyOf, OTHER, type ShapeCost, sumOf, withoutShape } from './shape-recorder';

/** Shapes that are kept of one organization and day, the rest of them in one row. */
const MOST_PER_DAY = 200;
const KEPT_DAYS = 30;

/** What the questions of one shape cost over some days. */
export interface ShapeTotal {
  hash: string;
  shape: QueryShape;
  count: number;
  failed: number;
  totalMs: number;
  maxMs: number;
  rows: number;
  from: Date;
  to: Date;
}

/** What all questions of an organization cost over some days. */
export interface OrganizationTotal {
  count: number;
  totalMs: number;
  /** The first day that anything is known of. */
  since: string | null;
}

/** The table of what questions cost: bounded by shapes per organization and day, and by days. */
@Injectable()
export class ShapeStore {
  constructor(private readonly database: Database) {}

  /** Adds costs to what is stored. What belongs to an organization that is gone is left out. */
  async store(costs: readonly ShapeCost[]): Promise<void> {
    if (costs.length === 0) return;
    const rows = await this.placed(costs);
    // In order of the key, so that processes that store at once do not wait for each other in a circle.
    await this.database.query(
      `INSERT INTO metrics.query_shape AS q
         (organization_id, day, hash, shape, count, failed, total_ms, max_ms, rows, from_ts, to_ts, earliest_ts)
       SELECT i.* FROM jsonb_to_recordset($1::jsonb) AS i (organization_id uuid, day date, hash text, shape jsonb, count bigint,
         failed bigint, total_ms float8, max_ms float8, rows bigint, from_ts timestamptz, to_ts timestamptz, earliest_ts timestamptz)
       JOIN public.organization o ON o.id = i.organization_id
       ORDER BY i.organization_id, i.day, i.hash
       ON CONFLICT (organization_id, day, hash) DO UPDATE SET count = q.count + excluded.count, failed = q.failed + excluded.failed,
         total_ms = q.total_ms + excluded.total_ms, max_ms = greatest(q.max_ms, excluded.max_ms), rows = q.rows + excluded.rows,
         from_ts = excluded.from_ts, to_ts = excluded.to_ts, earliest_ts = least(q.earliest_ts, excluded.earliest_ts)`,
      [JSON.stringify(rows.map(rowOf))],
    );
  }

  /** The shapes that took most time since a day (UTC), the dearest first. */
  async dearest(organizationId: string, since: string, limit: number): Promise<ShapeTotal[]> {
    const { rows } = await this.database.query<ShapeTotal>(
      `SELECT hash, (array_agg(shape))[1] AS shape, sum(count)::float8 AS count, sum(failed)::float8 AS failed,
         sum(total_ms) AS "totalMs", max(max_ms) AS "maxMs", sum(rows)::float8 AS rows,
         (array_agg(from_ts ORDER BY day DESC))[1] AS from, (array_agg(to_ts ORDER BY day DESC))[1] AS to
       FROM metrics.query_shape WHERE organization_id = $1 AND day >= $2 AND hash <> '${OTHER}'
       GROUP BY hash ORDER BY sum(total_ms) DESC, hash LIMIT $3`,
      [organizationId, since, limit],
    );
    return rows;
  }

  /** What all questions took since a day (UTC), of all shapes. */
  async total(organizationId: string, since: string): Promise<OrganizationTotal> {
    const { rows } = await this.database.query<OrganizationTotal>(
      `SELECT coalesce(sum(count), 0)::float8 AS count, coalesce(sum(total_ms), 0) AS "totalMs",
         (SELECT min(day)::text FROM metrics.query_shape WHERE organization_id = $1) AS since
       FROM metrics.query_shape WHERE organization_id = $1 AND day >= $2`,
      [organizationId, since],
    );
    return rows[0] ?? { count: 0, totalMs: 0, since: null };
  }

  /** Removes what is too old or too much. @returns how many rows went */
  async trim(today: string): Promise<number> {
    const { rowCount: old } = await this.database.query(
      `DELETE FROM metrics.query_shape WHERE day < $1::date - ${KEPT_DAYS}`,
      [today],
    );
    // Processes that store at once may go beyond the bound together.
    const { rowCount: many } = await this.database.query(
      `DELETE FROM metrics.query_shape q USING (
         SELECT organization_id, day, hash, row_number() OVER (
           PARTITION BY organization_id, day ORDER BY hash = '${OTHER}' DESC, total_ms DESC) AS place
         FROM metrics.query_shape) ranked
       WHERE ranked.place > ${MOST_PER_DAY + 1} AND q.organization_id = ranked.organization_id AND q.day = ranked.day AND q.hash = ranked.hash`,
    );
    return (old ?? 0) + (many ?? 0);
  }

  /** Organizations that anything is known of since a day. */
  async organizations(since: string): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      'SELECT DISTINCT organization_id AS id FROM metrics.query_shape WHERE day >= $1 ORDER BY 1',
      [since],
    );
    return rows.map(({ id }) => id);
  }

  /** Notes beside the latest day of a shape what the database counted of its statement. */
  async note(organizationId: string, hash: string, statement: object): Promise<void> {
    await this.database.query(
      `UPDATE metrics.query_shape SET statement = $1 WHERE organization_id = $2 AND hash = $3
         AND day = (SELECT max(day) FROM metrics.query_shape WHERE organization_id = $4 AND hash = $5)`,
      [JSON.stringify(statement), organizationId, hash, organizationId, hash],
    );
  }

  /** Costs whose shape has no room any more on its day lose it. */
  private async placed(costs: readonly ShapeCost[]): Promise<ShapeCost[]> {
    const { rows } = await this.database.query<{ day: string; organization_id: string; hashes: string[] }>(
      `SELECT organization_id, day::text, array_agg(hash) AS hashes FROM metrics.query_shape
       WHERE organization_id = ANY($1::uuid[]) AND day = ANY($2::date[]) AND hash <> '${OTHER}' GROUP BY 1, 2`,
      [costs.map(({ organizationId }) => organizationId), costs.map(({ day }) => day)],
    );
    const known = new Map(
      rows.map(({ organization_id, day, hashes }) => [`${organization_id} ${day}`, new Set(hashes)]),
    );
    const placed = new Map<string, ShapeCost>();
    for (const cost of costs.toSorted((a, b) => b.totalMs - a.totalMs)) {
      const place = `${cost.organizationId} ${cost.day}`;
      const hashes = known.get(place) ?? new Set();
      known.set(place, hashes);
      const fits = cost.shape !== null && (hashes.has(cost.hash) || hashes.size < MOST_PER_DAY);
      if (fits) hashes.add(cost.hash);
      const kept = fits ? cost : withoutShape(cost);
      const same = placed.get(keyOf(kept));
      placed.set(keyOf(kept), same ? sumOf(same, kept) : kept);
    }
    return [...placed.values()];
  }
}

function rowOf(cost: ShapeCost): Record<string, unknown> {
  const { organizationId, day, hash, shape, count, failed, totalMs, maxMs, rows } = cost;
  const at = (ms: number): string => new Date(ms).toISOString();
  return {
    organization_id: organizationId,
    day,
    hash,
    shape: shape ?? {},
    count,
    failed,
    total_ms: totalMs,
    max_ms: maxMs,
    rows,
    from_ts: at(cost.from),
    to_ts: at(cost.to),
    earliest_ts: at(cost.earliest),
  };
}
