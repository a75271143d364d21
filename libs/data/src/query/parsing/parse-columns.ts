import { COMPARED } from '../answer/columns-of';
import {
  COMPARISONS,
  type Having,
  type MeasureSpec,
  type MetricQuery,
  type OrderBy,
  type Top,
} from '../metric-query';
import type { QueryLimits } from '../query-limits';
import { type QueryErrors, shown } from './query-errors';
import { readCount, readFlag, readList, readName, readObject, readWord } from './read-json';

/** Column names are as long as a name and what `compare` adds to it. */
const LONGEST_SUFFIX = Math.max(...COMPARED.map((what) => what.length)) + 1;

/** Checks that no two columns of the answer have one name, and none a reserved one. */
export function checkColumns(
  { groupBy, metrics, share, compare }: Pick<MetricQuery, 'groupBy' | 'metrics' | 'share' | 'compare'>,
  errors: QueryErrors,
): void {
  const taken = new Map<string, string>();
  const check = (name: string, pointer: string, remedy: string): void => {
    if (name === 'time' || name.startsWith('$')) {
      errors.add(
        pointer,
        `makes a column named ${shown(name)}: time and names that begin with $ are reserved${remedy}`,
      );
    } else if (taken.has(name)) {
      errors.add(pointer, `makes a second column named ${shown(name)}, beside ${taken.get(name)}${remedy}`);
    } else {
      taken.set(name, pointer);
    }
  };
  groupBy.forEach((name, index) => check(name, `/groupBy/${index}`, ''));
  metrics.forEach(({ as }, index) => check(as, `/metrics/${index}`, '; name it with "as"'));
  if (share) check('share', '/metrics/0', '');
  if (!compare) return;
  for (const { as } of metrics)
    for (const what of COMPARED) check(`${as}_${what}`, '/compare', '; name the other with "as"');
}

/** Reads `orderBy`, a list of columns, each once. `columns` is undefined where they are not known for certain. */
export function parseOrderBy(
  input: unknown,
  columns: readonly string[] | undefined,
  limits: QueryLimits,
  errors: QueryErrors,
): OrderBy[] {
  const seen = new Set<string>();
  return readList(input, limits.orderBy, '/orderBy', errors).flatMap((item, index) => {
    const pointer = `/orderBy/${index}`;
    const object = readObject(item, ['column', 'direction'], pointer, errors);
    if (!object) return [];
    const column = readColumn(object.column, columns, `${pointer}/column`, limits, errors);
    const direction =
      object.direction === undefined
        ? 'asc'
        : readWord(object.direction, ['asc', 'desc'], `${pointer}/direction`, errors);
    if (column === undefined || !direction) return [];
    if (seen.has(column)) errors.add(`${pointer}/column`, `names ${shown(column)} a second time`);
    seen.add(column);
    return [{ column, direction }];
  });
}

/** Reads `having`, conditions on columns of numbers; sorted and without doubles, since all must hold. */
export function parseHaving(
  input: unknown,
  numbers: readonly string[] | undefined,
  limits: QueryLimits,
  errors: QueryErrors,
): Having[] {
  const conditions = readList(input, limits.having, '/having', errors).flatMap((item, index): Having[] => {
    const pointer = `/having/${index}`;
    const object = readObject(item, ['column', 'operator', 'value'], pointer, errors);
    if (!object) return [];
    const column = readColumn(object.column, numbers, `${pointer}/column`, limits, errors);
    const operator = readWord(object.operator, COMPARISONS, `${pointer}/operator`, errors);
    const value = readNumber(object.value, `${pointer}/value`, errors);
    return column === undefined || !operator || value === undefined ? [] : [{ column, operator, value }];
  });
  const byText = new Map(conditions.map((condition) => [JSON.stringify(condition), condition]));
  return [...byText.keys()].toSorted().map((text) => byText.get(text) as Having);
}

/** Reads `top`: the groups with the greatest values of a measure, by default the first. */
export function parseTop(
  input: unknown,
  { metrics, groupBy }: { metrics: readonly MeasureSpec[]; groupBy: readonly string[] },
  limits: QueryLimits,
  errors: QueryErrors,
): Top | undefined {
  if (input === undefined) return undefined;
  const before = errors.count;
  const object = readObject(input, ['n', 'by', 'other'], '/top', errors);
  if (!object) return undefined;
  const n = readCount(object.n, limits.top, '/top/n', errors);
  const measures = before === 0 ? metrics.map(({ as }) => as) : undefined;
  const by =
    object.by === undefined
      ? metrics[0]?.as
      : readColumn(object.by, measures, '/top/by', limits, errors, 'a measure');
  const other = readFlag(object.other, '/top/other', errors);
  if (before === 0 && groupBy.length === 0)
    errors.add('/top', 'keeps the greatest groups and needs a dimension in groupBy');
  return n === undefined || by === undefined ? undefined : { n, by, other: other === true };
}

function readColumn(
  input: unknown,
  known: readonly string[] | undefined,
  pointer: string,
  limits: QueryLimits,
  errors: QueryErrors,
  noun = 'a column',
): string | undefined {
  const name = readName(input, limits.nameLength + LONGEST_SUFFIX, pointer, errors);
  if (name !== undefined && known && !known.includes(name))
    errors.add(pointer, `must be ${noun} of the answer: ${known.join(', ')}; given is ${shown(name)}`);
  return name;
}

function readNumber(input: unknown, pointer: string, errors: QueryErrors): number | undefined {
  // Minus zero is zero, or equal questions would be told apart.
  if (typeof input === 'number' && Number.isFinite(input)) return input === 0 ? 0 : input;
  errors.add(pointer, `must be a number; given is ${shown(input)}`);
  return undefined;
}
