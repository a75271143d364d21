import type { StoreAnswer } from '../../store/metric-store';
import type { MetricQuery, QueryMeta } from '../metric-query';
import type { ResolvedTime } from '../resolve-query';

/** What an answer is about and where it comes from. */
export function metaOf(
  { source, approximate, relativeError }: StoreAnswer,
  { timezone }: MetricQuery,
  { from, to, interval, previous }: ResolvedTime,
  computed: { computedAt: Date; tookMs: number; truncated: boolean },
): QueryMeta {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    interval: interval ?? null,
    timezone,
    ...(previous && { previous: { from: previous.from.toISOString(), to: previous.to.toISOString() } }),
    source,
    computedAt: computed.computedAt.toISOString(),
    tookMs: Math.round(computed.tookMs * 10) / 10,
    approximate,
    ...(relativeError !== undefined && { relativeError }),
    truncated: computed.truncated,
  };
}
