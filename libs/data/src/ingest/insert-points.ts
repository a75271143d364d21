import type { PoolClient } from 'pg';
import type { ArrangedRows } from './arrange-rows';
import type { PointsChanged } from './points-changed';

/** Parameters: 1 to 4 the rows, 5 and 6 the metric of each series, 7 and 8 the events, 9 the request of each row. */
const INPUT = `
  SELECT series_id, timestamptz 'epoch' + ms * interval '1 millisecond' AS ts, event_id, value
  FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::float8[]) AS p (series_id, ms, event_id, value)`;

/**
 * Rows that were stored already are left alone; every minute that gained a row gets a mark; if any row was stored, the
 * outbox gets the events (the same insert as `Outbox.append`, here because each round trip more costs single points dear).
 */
const INSERT = `
  ins AS (
    INSERT INTO metrics.points (series_id, ts, event_id, value) ${INPUT} ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING RETURNING series_id, ts, event_id),
  marked AS (
    INSERT INTO metrics.mark (metric_id, minute)
    SELECT DISTINCT s.metric_id, date_trunc('minute', ins.ts, 'UTC')
    FROM ins JOIN unnest($5::bigint[], $6::int[]) AS s (series_id, metric_id) USING (series_id)),
  announced AS (
    INSERT INTO outbox (topic, subject, organization_id, payload)
    SELECT 'points.changed', organization_id::text, organization_id, payload
    FROM unnest($7::uuid[], $8::jsonb[]) AS e (organization_id, payload) WHERE EXISTS (SELECT FROM ins))`;

const COUNT_ALL = `WITH ${INSERT} SELECT 0 AS request, count(*)::int AS stored FROM ins`;

const COUNT_BY_REQUEST = `WITH ${INSERT}
  SELECT r.request, count(*)::int AS stored
  FROM ins JOIN unnest($1::bigint[], $2::bigint[], $3::uuid[], $9::int[]) AS r (series_id, ms, event_id, request)
    ON r.series_id = ins.series_id AND r.event_id = ins.event_id
    AND timestamptz 'epoch' + r.ms * interval '1 millisecond' = ins.ts
  GROUP BY r.request`;

/**
 * Stores rows, their marks and the events that tell of them with one statement.
 * @returns how many rows of each request were stored, by the request's position
 */
export async function insertPoints(
  tx: Pick<PoolClient, 'query'>,
  rows: ArrangedRows,
  events: readonly PointsChanged[],
  requests: number,
): Promise<number[]> {
  // Array literals made here: the driver's own conversion quotes every element and takes longer than the INSERT.
  const parameters: (string | string[])[] = [
    literal(rows.seriesIds),
    literal(rows.times),
    literal(rows.eventIds),
    literal(rows.values),
    literal([...rows.metricOfSeries.keys()]),
    literal([...rows.metricOfSeries.values()]),
    events.map(({ organizationId }) => organizationId),
    events.map(({ payload }) => JSON.stringify(payload)),
  ];
  if (requests > 1) parameters.push(literal(rows.requests));
  const statement = requests > 1 ? COUNT_BY_REQUEST : COUNT_ALL;
  const result = await tx.query<{ request: number; stored: number }>(statement, parameters);
  const stored = Array.from({ length: requests }, () => 0);
  for (const row of result.rows) stored[row.request] = row.stored;
  return stored;
}

function literal(elements: readonly (number | string)[]): string {
  return `{${elements.join(',')}}`;
}
