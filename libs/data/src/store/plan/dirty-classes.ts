import { unionOf, type Span } from './level';
import type { MetricFacts } from './metric-facts';

const MINUTE = 60_000;

/**
 * What counts as dirty for each metric of a plan. Metrics share their dirty time, so that they share segments and one branch of
 * the statement answers them all; one in which so much is dirty that it is told by the hour or day does not spoil the others.
 */
export function dirtyClasses(metrics: Iterable<MetricFacts>): (metric: MetricFacts) => readonly Span[] {
  const light: Span[] = [];
  const heavy: Span[] = [];
  for (const metric of metrics) (isHeavy(metric) ? heavy : light).push(...metric.dirty);
  const [shared, spoilt] = [unionOf(light), unionOf(heavy)];
  return (metric) => {
    const all = isHeavy(metric) ? spoilt : shared;
    // What is dirty in another metric must not send this one to points that it no longer has.
    return all.some(({ from }) => from < metric.rawFloor) ? metric.dirty : all;
  };
}

function isHeavy({ dirty }: MetricFacts): boolean {
  return dirty.length > 0 && total(dirty) > 60 * MINUTE;
}

function total(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}
