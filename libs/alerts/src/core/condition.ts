/** When a series is in alarm. `column` names a column of the query's answer; absent with a query of one measure. */
export type Condition =
  | { operator: 'gt' | 'lt'; value: number; column?: string }
  /** Both ends included. */
  | { operator: 'between'; from: number; to: number; column?: string }
  /** By how many per cent the value differs from that of the period before. */
  | { operator: 'change'; percent: number; direction: 'up' | 'down' | 'any'; column?: string }
  | { operator: 'noData'; column?: string };

/** What one evaluation found of one series. `previous` only where the condition compares. Null: no data. */
export interface Reading {
  value: number | null;
  previous?: number | null;
}

/** `within`: it neither is in alarm nor has it recovered; `empty`: there is nothing to judge. */
export type Verdict = 'breach' | 'clear' | 'within' | 'empty';

/**
 * What a reading means. `recover` is the threshold of recovery: with `gt` and `lt` a value, with `between` by how much the
 * value must lie outside, with `change` a percentage. Null: whatever is no breach has recovered.
 */
export function judge(condition: Condition, recover: number | null, reading: Reading): Verdict {
  if (condition.operator === 'noData') return reading.value === null ? 'breach' : 'clear';
  const measured = measuredBy(condition, reading);
  if (measured === null) return 'empty';
  if (isBreach(condition, measured)) return 'breach';
  return recover === null || hasRecovered(condition, recover, measured) ? 'clear' : 'within';
}

/** The number that the condition looks at: the value, or how it has changed in per cent. */
export function measuredBy(condition: Condition, { value, previous }: Reading): number | null {
  if (condition.operator !== 'change' || value === null) return value;
  if (previous === null || previous === undefined) return null;
  if (previous === 0) return value === 0 ? 0 : null;
  return ((value - previous) / Math.abs(previous)) * 100;
}

function isBreach(condition: Exclude<Condition, { operator: 'noData' }>, measured: number): boolean {
  switch (condition.operator) {
    case 'gt':
      return measured > condition.value;
    case 'lt':
      return measured < condition.value;
    case 'between':
      return measured >= condition.from && measured <= condition.to;
    default:
      return directed(condition.direction, measured) > condition.percent;
  }
}

function hasRecovered(
  condition: Exclude<Condition, { operator: 'noData' }>,
  recover: number,
  measured: number,
): boolean {
  switch (condition.operator) {
    case 'gt':
      return measured <= recover;
    case 'lt':
      return measured >= recover;
    case 'between':
      return measured < condition.from - recover || measured > condition.to + recover;
    default:
      return directed(condition.direction, measured) <= recover;
  }
}

function directed(direction: 'up' | 'down' | 'any', percent: number): number {
  return direction === 'up' ? percent : direction === 'down' ? -percent : Math.abs(percent);
}
