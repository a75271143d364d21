import type { SourceMapping } from './source-mapping';
import type { RunProblem } from './source-run';

const MOST_SHOWN = 20;

/**
 * Columns of dimensions that no record has, of rows that have the same columns each. Values and times that find nothing are rejected with
 * their rows; a dimension that finds nothing is just absent.
 */
export function missingColumns(mapping: SourceMapping, records: readonly unknown[]): RunProblem[] {
  if ('rules' in mapping || records.length === 0) return [];
  const there = new Set(records.flatMap((record) => Object.keys(record ?? {})));
  const wanted = Object.values(mapping.dimensions ?? {}).filter((column) => !there.has(column));
  const shown = [...there].slice(0, MOST_SHOWN).map((column) => JSON.stringify(column));
  return wanted.map((column) => ({
    record: 'columns',
    message: `There is no column ${JSON.stringify(column)}, so that points lack a dimension. There are ${shown.join(', ')}${there.size > MOST_SHOWN ? ', …' : ''}.`,
  }));
}
