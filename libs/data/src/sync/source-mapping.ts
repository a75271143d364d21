import { AppError, type FieldError } from '@app/platform';
import type { Mapping } from '../mapping/mapping';
import { parseMapping } from '../mapping/parse-mapping';
import { type TableMapping, tableRules } from './table-mapping';

/** How the records of a source become points: by rules, or short where they are rows of a table. */
export type SourceMapping = (Mapping | TableMapping) & {
  /** Part of the records read that may be rejected; a run that goes beyond it fails. 0 to 1, default {@link DEFAULT_REJECTED_SHARE}. */
  maxRejectedShare?: number;
};

export const DEFAULT_REJECTED_SHARE = 0.5;

const FIELDS = ['rules', 'time', 'metrics', 'dimensions', 'id', 'maxRejectedShare'];
const MOST_METRICS = 20;
const MOST_DIMENSIONS = 16;
const LONGEST = 256;

/** @throws AppError VALIDATION_FAILED that names everything that is wrong */
export function parseSourceMapping(value: unknown, pointer = '/mapping'): SourceMapping {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw AppError.invalid(
      pointer,
      'mapping must be an object with rules, or with metrics and their columns',
    );
  const { maxRejectedShare, ...mapping } = value as Record<string, unknown>;
  const share = shareProblem(maxRejectedShare);
  if (share) throw AppError.invalid(`${pointer}/maxRejectedShare`, share);
  if ('rules' in mapping) parseMapping(mapping, pointer);
  else parseTable(mapping, pointer);
  return value as SourceMapping;
}

/** The rules that records are mapped by. */
export function rulesOf(mapping: SourceMapping): Mapping {
  return 'rules' in mapping ? mapping : tableRules(mapping);
}

function shareProblem(share: unknown): string | undefined {
  if (share === undefined || (typeof share === 'number' && share >= 0 && share <= 1)) return undefined;
  return `maxRejectedShare must be a number from 0 to 1 (given: ${JSON.stringify(share)?.slice(0, 80)})`;
}

function parseTable(table: Record<string, unknown>, pointer: string): void {
  const errors: FieldError[] = [];
  const wrong = (at: string, message: string): void =>
    void errors.push({ pointer: `${pointer}${at}`, message });
  const column = (given: unknown, at: string): void => {
    if (typeof given !== 'string' || given === '' || given.length > LONGEST)
      wrong(at, `must be the name of a column, of 1 to ${LONGEST} characters`);
  };
  const described = (given: unknown, at: string, others: readonly string[]): void => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return column(given, at);
    for (const name of Object.keys(given))
      if (name !== 'column' && !others.includes(name))
        wrong(`${at}/${name}`, `is not known here; allowed are column, ${others.join(', ')}`);
    column((given as { column?: unknown }).column, `${at}/column`);
  };
  for (const name of Object.keys(table))
    if (!FIELDS.includes(name)) wrong(`/${name}`, `is not known here; allowed are ${FIELDS.join(', ')}`);
  const { time, metrics, dimensions, id } = table;
  if (time !== undefined) described(time, '/time', ['format', 'timezone']);
  if (id !== undefined) column(id, '/id');
  if (!isObject(metrics) || Object.keys(metrics).length === 0 || Object.keys(metrics).length > MOST_METRICS)
    wrong('/metrics', `must be an object of 1 to ${MOST_METRICS} metrics with the column of each`);
  else for (const [name, from] of Object.entries(metrics)) described(from, `/metrics/${name}`, ['multiply']);
  if (dimensions !== undefined) checkDimensions(dimensions, wrong, column);
  const [first] = errors;
  if (first) throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
  // Formats, zones and names are checked where rules are; what is wrong there is wrong here.
  parseMapping(tableRules(table as unknown as TableMapping), pointer);
}

function checkDimensions(
  given: unknown,
  wrong: (at: string, message: string) => void,
  column: (given: unknown, at: string) => void,
): void {
  if (!Array.isArray(given) && !isObject(given))
    return wrong('/dimensions', 'must be a list of columns, or an object of dimensions with their columns');
  const entries = Object.entries(given as object);
  if (entries.length > MOST_DIMENSIONS) wrong('/dimensions', `must have at most ${MOST_DIMENSIONS} entries`);
  for (const [name, from] of entries) column(from, `/dimensions/${name}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
