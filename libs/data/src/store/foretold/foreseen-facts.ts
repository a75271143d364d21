import { LRUCache } from 'lru-cache';
import type { Span } from '../plan/level';
import type { MetricFacts } from '../plan/metric-facts';

const TTL_MS = 60_000;
const MOST_METRICS = 5_000;

interface Seen {
  facts: MetricFacts;
  /** UTC ms: from here on something was dirty when last looked at; Infinity when nothing was. */
  cleanUntil: number;
}

/**
 * What a snapshot will say of metrics if nothing has changed since the last one. Only a guess: whoever plans by it reads the facts
 * in the same snapshot as the answer and throws the answer away when they differ.
 */
export class ForeseenFacts {
  private readonly seen = new LRUCache<number, Seen>({ max: MOST_METRICS, ttl: TTL_MS });

  /** Undefined where a metric is not known, or where its rollups were not all clean of late. */
  of(metricIds: Iterable<number>, ranges: readonly Span[]): Map<number, MetricFacts> | undefined {
    const result = new Map<number, MetricFacts>();
    for (const id of metricIds) {
      const seen = this.seen.get(id);
      if (!seen || ranges.some(({ to }) => to > seen.cleanUntil)) return undefined;
      result.set(id, { ...seen.facts, dirty: [] });
    }
    return result;
  }

  /** Remembers what a snapshot said about these ranges. */
  learn(facts: ReadonlyMap<number, MetricFacts>, ranges: readonly Span[]): void {
    for (const [id, metric] of facts) {
      const before = this.seen.get(id)?.cleanUntil ?? Infinity;
      const dirtyFrom = metric.dirty[0]?.from;
      // Clean ranges say nothing of what lies behind them.
      const behind = ranges.every(({ to }) => to <= before) ? before : Infinity;
      this.seen.set(id, { facts: metric, cleanUntil: dirtyFrom ?? behind });
    }
  }
}

/** Whether two snapshots say the same of metrics. */
export function sameFacts(a: ReadonlyMap<number, MetricFacts>, b: ReadonlyMap<number, MetricFacts>): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([id, facts]) => JSON.stringify(facts) === JSON.stringify(b.get(id)));
}
