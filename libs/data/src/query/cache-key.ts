import { hash } from 'node:crypto';
import { type Principal, scopeHash } from '@app/auth';
import { type CacheKey, type MetricDays, utcDay } from '@app/cache';
import type { Representation } from './answer/representation';
import { hashOf } from './hash-of';
import type { MetricQuery } from './metric-query';
import type { ResolvedTime } from './resolve-query';
import type { ValidQuery } from './valid-query';

/** The name of an answer: equal for all who ask the same of the same instants and may see the same. */
export function cacheKey(
  principal: Principal,
  valid: ValidQuery,
  { incomplete, representation }: { incomplete?: boolean; representation?: Representation } = {},
): CacheKey {
  const { query, metrics, time } = valid;
  // What the catalogue adds to the answer; a metric that was removed and made again is another.
  const facts = query.metrics.map(({ metric }) => {
    const known = metrics.get(metric);
    // What a source answers depends on what the catalogue says of it.
    return [known?.id, known?.unit, ...(known?.source ? [known.version] : [])];
  });
  return {
    class: 'aggregation',
    organizationId: principal.organizationId,
    policy: scopeHash(principal),
    query: hash(
      'sha256',
      JSON.stringify([hashOf(resolved(query, time)), instants(time), facts, incomplete === true]),
      'base64url',
    ),
    representation: representation ?? 'application/json',
  };
}

/** The days of metrics that the answer of a valid query is made of, those that it compares with among them. */
export function queryDays({ metrics, time }: ValidQuery): MetricDays[] {
  const { previous } = time;
  const ranges = previous && previous.from < previous.to ? [time, previous] : [time];
  const stored = [...metrics.values()].filter(({ source }) => !source);
  return stored.flatMap(({ id }) =>
    ranges.map(({ from, to }) => ({ metric: id, fromDay: utcDay(from), toDay: utcDay(to.getTime() - 1) })),
  );
}

/** For how long the answer of a valid query is current, in ms, where a source answers, which tells of no changes. */
export function currentMs({ metrics }: ValidQuery): number | undefined {
  const ages = [...metrics.values()].flatMap(({ source }) => source?.maxAgeSeconds ?? []);
  return ages.length > 0 ? Math.min(...ages) * 1_000 : undefined;
}

/** The query with what it means now instead of the words for it. */
function resolved(query: MetricQuery, { from, to, interval }: ResolvedTime): MetricQuery {
  const { interval: _interval, maxDataPoints: _maxDataPoints, ...rest } = query;
  const timeRange = { from: from.toISOString(), to: to.toISOString() };
  return { ...rest, timeRange, ...(interval && { interval }) };
}

/** The instants that the resolved query does not tell. A rate of a range that has not ended changes as time passes. */
function instants({ previous, now }: ResolvedTime): unknown[] {
  return [previous && [previous.from.getTime(), previous.to.getTime()], now?.getTime()];
}
