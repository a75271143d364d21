import { type Filter, OPERATORS, type Operator } from '../metric-query';
import { normalizeFilters } from './normalize-filters';
import { type QueryErrors, shown } from './query-errors';
import type { QueryLimits } from '../query-limits';
import { type JsonObject, readList, readName, readObject, readWord } from './read-json';

const PROPERTIES = ['dimension', 'operator', 'values'] as const;
const SEVERAL_VALUES: ReadonlySet<Operator> = new Set(['in', 'notIn']);

/** Reads `filters`, a list that is AND-ed, and normalizes it. */
export function parseFilters(input: unknown, limits: QueryLimits, errors: QueryErrors): Filter[] {
  if (input === undefined) return [];
  const conditions = { count: 0 };
  const before = errors.count;
  const filters = parseList(input, '/filters', { limits, errors, conditions });
  if (conditions.count > limits.filters) {
    errors.limit(
      '/filters',
      `takes at most ${limits.filters} conditions, nested ones included; given are ${conditions.count}`,
    );
  }
  return errors.count > before ? [] : normalizeFilters(filters);
}

interface Context {
  limits: QueryLimits;
  errors: QueryErrors;
  conditions: { count: number };
}

function parseList(input: unknown, pointer: string, context: Context): Filter[] {
  // Counted as a whole afterwards; here only what no query could mean is cut off.
  const items = readList(input, 1_000, pointer, context.errors);
  return items.flatMap((item, index) => parseFilter(item, `${pointer}/${index}`, context) ?? []);
}

function parseFilter(item: unknown, pointer: string, context: Context): Filter | undefined {
  const { errors } = context;
  for (const word of ['or', 'and'] as const) {
    if (typeof item !== 'object' || item === null || !(word in item)) continue;
    const object = readObject(item, [word], pointer, errors) as JsonObject;
    const list = object[word];
    if (!Array.isArray(list) || list.length === 0) {
      errors.add(`${pointer}/${word}`, `must be a list of at least one filter; given is ${shown(list)}`);
      return undefined;
    }
    const filters = parseList(list, `${pointer}/${word}`, context);
    return word === 'or' ? { or: filters } : { and: filters };
  }
  context.conditions.count++;
  return parseCondition(item, pointer, context);
}

function parseCondition(item: unknown, pointer: string, { limits, errors }: Context): Filter | undefined {
  const object = readObject(item, PROPERTIES, pointer, errors);
  if (!object) return undefined;
  const dimension = readName(object.dimension, limits.nameLength, `${pointer}/dimension`, errors);
  const operator = readWord(object.operator, OPERATORS, `${pointer}/operator`, errors);
  const values = operator && parseValues(operator, object.values, `${pointer}/values`, limits, errors);
  return dimension !== undefined && operator && values ? { dimension, operator, values } : undefined;
}

function parseValues(
  operator: Operator,
  input: unknown,
  pointer: string,
  limits: QueryLimits,
  errors: QueryErrors,
): string[] | undefined {
  if (operator === 'exists') return parseExists(input, pointer, errors);
  const several = SEVERAL_VALUES.has(operator);
  if (!Array.isArray(input) || input.length === 0 || (!several && input.length > 1)) {
    const wanted = several ? `1 to ${limits.valuesPerFilter} texts` : 'exactly one text';
    errors.add(pointer, `must be a list of ${wanted} for the operator ${operator}; given is ${shown(input)}`);
    return undefined;
  }
  if (input.length > limits.valuesPerFilter) {
    errors.limit(pointer, `takes at most ${limits.valuesPerFilter} values; given are ${input.length}`);
    return undefined;
  }
  const before = errors.count;
  input.forEach((value, index) => {
    if (typeof value === 'string' && value.length <= limits.valueLength && !value.includes('\0')) return;
    errors.add(
      `${pointer}/${index}`,
      `must be text of at most ${limits.valueLength} characters; given is ${shown(value)}`,
    );
  });
  return errors.count > before ? undefined : (input as string[]);
}

function parseExists(input: unknown, pointer: string, errors: QueryErrors): string[] | undefined {
  if (input === undefined) return ['true'];
  const [value] = Array.isArray(input) && input.length === 1 ? input : [undefined];
  if (value === true || value === 'true') return ['true'];
  if (value === false || value === 'false') return ['false'];
  errors.add(
    pointer,
    `must be ["true"], ["false"] or absent for the operator exists; given is ${shown(input)}`,
  );
  return undefined;
}
