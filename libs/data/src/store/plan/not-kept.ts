import { AppError } from '@app/platform';
import type { Family } from './families';
import type { Span } from './level';
import type { MetricFacts } from './metric-facts';

/** The error for a question that would need points which are no longer kept. It names what could be answered. */
export function notKept(question: {
  metric: MetricFacts;
  family: Family;
  /** What no rollup covers, when a grouping would. */
  lost?: Span;
}): AppError {
  const floor = new Date(question.metric.rawFloor).toISOString();
  const message = `Points before ${floor} are no longer kept. ${couldBe(question)} Or begin the time range at ${floor} or later.`;
  return new AppError('RANGE_NOT_KEPT', message, { errors: [{ pointer: '/timeRange', message }] });
}

function couldBe({ metric, family, lost }: Parameters<typeof notKept>[0]): string {
  if (lost) {
    const [from, to] = [lost.from, lost.to].map((time) => new Date(time).toISOString());
    return `From ${from} to ${to} would need them: rollup_1m answers whole minutes in UTC, so begin, end and cut the range at those.`;
  }
  const kept = metric.groupings.map(({ dims }) => (dims.length === 0 ? 'none' : dims.join(', ')));
  if (kept.length === 0) return 'This metric has no rollups to answer instead.';
  if (family.kind === 'exact')
    return 'An exact percentile needs them: without "exact", rollup_1m, rollup_1h and rollup_1d answer within 1 %.';
  return `The rollups that are kept (rollup_1m, rollup_1h, rollup_1d) tell these dimensions apart: ${kept.join(' | ')}. Group by, filter and count those together.`;
}

/** The error for points themselves that are no longer kept. */
export function pointsNotKept(rawFloor: number): AppError {
  const floor = new Date(rawFloor).toISOString();
  const message = `Points before ${floor} are no longer kept. Begin the time range at ${floor} or later.`;
  return new AppError('RANGE_NOT_KEPT', message, { errors: [{ pointer: '/timeRange', message }] });
}
