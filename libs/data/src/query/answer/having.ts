import type { Having } from '../metric-query';

type Holds = (value: number, bound: number) => boolean;

const OPERATORS: Record<Exclude<Having['operator'], 'ne'>, Holds> = {
  gt: (value, bound) => value > bound,
  gte: (value, bound) => value >= bound,
  lt: (value, bound) => value < bound,
  lte: (value, bound) => value <= bound,
  eq: (value, bound) => value === bound,
};

/** Whether a value fulfils a condition. Null is no number: it fulfils none but `ne`, the complement of `eq`. */
export function fulfils(value: number | null, { operator, value: bound }: Omit<Having, 'column'>): boolean {
  if (operator === 'ne') return value !== bound;
  return value !== null && OPERATORS[operator](value, bound);
}
