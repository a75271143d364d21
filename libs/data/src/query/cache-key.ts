import { hash } from 'node:crypto';
import { policyHash, type Principal } from '@app/auth';
import { type CacheKey, type MetricDays, utcDay } from '@app/cache';
import { hashOf } from './hash-of';
import type { ValidQuery } from './valid-query';

/** The name of an answer: equal for all who ask the same of the same instants and may see the same. */
export function cacheKey(
  principal: Principal,
  valid: ValidQuery,
  { incomplete }: { incomplete?: boolean } = {},
): CacheKey {
  const { query, metrics, time } = valid;
  const timeRange = { from: time.from.toISOString(), to: time.to.toISOString() };
  // What the catalogue adds to the answer; a metric that was removed and made again is another.
  const facts = query.metrics.map(({ metric }) => [metrics.get(metric)?.id, metrics.get(metric)?.unit]);
  return {
    class: 'aggregation',
    organizationId: principal.organizationId,
    policy: policyHash(principal.dataPolicy),
    query: hash(
      'sha256',
      JSON.stringify([hashOf({ ...query, timeRange }), facts, incomplete === true]),
      'base64url',
    ),
    representation: 'application/json',
  };
}

/** The days of metrics that the answer of a valid query is made of. */
export function queryDays({ metrics, time }: ValidQuery): MetricDays[] {
  const days = { fromDay: utcDay(time.from), toDay: utcDay(time.to.getTime() - 1) };
  return [...metrics.values()].map(({ id }) => ({ metric: id, ...days }));
}
