import { atPointer } from '@app/dashboards';
import { columnsOf, type MetricQuery, parseMetricQuery } from '@app/data';
import { AppError } from '@app/platform';
import type { Condition } from '../core/condition';

const DIRECTIONS = ['up', 'down', 'any'] as const;
const OPERATORS = ['gt', 'lt', 'between', 'change', 'noData'] as const;
const LEFT_OUT = ['interval', 'compare', 'top', 'totals', 'having', 'fill', 'orderBy', 'limit'] as const;

/** The most series of one rule. */
export const MOST_SERIES = 1_000;

/**
 * Reads the query of a rule: one number for each group over a range that ends now. What makes more or fewer rows of that has
 * no meaning here.
 * @throws AppError VALIDATION_FAILED, LIMIT_EXCEEDED
 */
export function parseRuleQuery(input: Record<string, unknown>): MetricQuery {
  const unwanted = LEFT_OUT.find((name) => input[name] !== undefined);
  if (unwanted !== undefined)
    throw AppError.invalid(
      `/query/${unwanted}`,
      `a rule looks at one number per group: leave out ${unwanted}`,
    );
  const query = atPointer('/query', () => parseMetricQuery(input));
  if (typeof query.timeRange !== 'string')
    throw AppError.invalid('/query/timeRange', 'a rule looks at a range that ends now, such as 5m');
  if (query.interval !== undefined)
    throw AppError.invalid('/query/groupBy', 'a rule looks at one number per group: leave out date');
  return { ...query, limit: MOST_SERIES };
}

/** The question that is asked at an evaluation. */
export function askedQuery(query: MetricQuery, condition: Condition): MetricQuery {
  return condition.operator === 'change' ? { ...query, compare: 'previous_period' } : query;
}

/** The column that a condition looks at. */
export function columnOf(query: MetricQuery, { column }: Condition): string {
  return column ?? query.metrics[0]?.as ?? '';
}

/** What a condition has besides operator and column. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  gt: ['value'],
  lt: ['value'],
  between: ['from', 'to'],
  change: ['percent', 'direction'],
  noData: [],
};

/** @throws AppError VALIDATION_FAILED */
export function parseCondition(input: unknown, query: MetricQuery): Condition {
  const object = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const { operator, column } = object;
  assertKnown(
    object,
    ['operator', 'column', ...(FIELDS[String(operator)] ?? Object.keys(object))],
    '/condition',
  );
  const names = columnsOf(query).flatMap(({ name, type }) => (type === 'number' ? [name] : []));
  if (column === undefined ? names.length > 1 : !names.includes(column as string))
    throw AppError.invalid('/condition/column', `column must be one of ${names.join(', ')}`);
  const of = column === undefined ? {} : { column: column as string };
  const number = (name: string): number => finite(object[name], `/condition/${name}`);
  switch (operator) {
    case 'gt':
    case 'lt':
      return { operator, value: number('value'), ...of };
    case 'between': {
      const [from, to] = [number('from'), number('to')];
      if (from > to) throw AppError.invalid('/condition/from', 'from must not be greater than to');
      return { operator, from, to, ...of };
    }
    case 'change': {
      const direction = DIRECTIONS.find((each) => each === (object.direction ?? 'any'));
      if (!direction)
        throw AppError.invalid('/condition/direction', `direction must be one of ${DIRECTIONS.join(', ')}`);
      return { operator, percent: positive(number('percent'), '/condition/percent'), direction, ...of };
    }
    case 'noData':
      return { operator, ...of };
    default:
      throw AppError.invalid('/condition/operator', `operator must be one of ${OPERATORS.join(', ')}`);
  }
}

/** @throws AppError VALIDATION_FAILED where a value could be in breach and recovered at once */
export function assertRecover(recover: number | null, condition: Condition): void {
  if (recover === null) return;
  const fail = (message: string): never => {
    throw AppError.invalid('/recover', message);
  };
  switch (condition.operator) {
    case 'gt':
      return recover > condition.value ? fail('recover must not be above the threshold') : undefined;
    case 'lt':
      return recover < condition.value ? fail('recover must not be below the threshold') : undefined;
    case 'between':
      return recover < 0
        ? fail('recover is by how much the value must lie outside: not negative')
        : undefined;
    case 'change':
      return recover > condition.percent ? fail('recover must not be above percent') : undefined;
    case 'noData':
      return fail('noData recovers when there is data: leave out recover');
  }
}

/** @throws AppError VALIDATION_FAILED for a field that nothing would read: most likely another was meant */
export function assertKnown(
  object: Readonly<Record<string, unknown>>,
  known: readonly string[],
  at: string,
): void {
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw AppError.invalid(`${at}/${unknown}`, `there is no ${unknown} here; there are ${known.join(', ')}`);
}

function finite(value: unknown, pointer: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw AppError.invalid(pointer, `${pointer.slice(pointer.lastIndexOf('/') + 1)} must be a number`);
}

function positive(value: number, pointer: string): number {
  if (value > 0) return value;
  throw AppError.invalid(pointer, 'must be greater than 0');
}
