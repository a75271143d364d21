import type { Transformation } from '../data-pipeline';
import { compareTable } from './compare';
import { fillTable } from './fill';
import { fulfils } from './having';
import { orderRows } from './order-rows';
import { addShare } from './share';
import type { Table, TableShape } from './table';

type Kind = Transformation['kind'];
type Step<K extends Kind> = (
  table: Table,
  transformation: Extract<Transformation, { kind: K }>,
  shape: TableShape,
) => Table;

/** How each transformation is done. Those of the store are done already. */
const STEPS: { [K in Kind]: Step<K> } = {
  top: (table) => table,
  totals: (table) => table,
  fill: (table, { fill }, shape) => fillTable(table, fill, shape),
  share: (table, _, shape) => addShare(table, shape),
  compare: (table, _, shape) => compareTable(table, shape),
  having: (table, { conditions }) => ({
    ...table,
    rows: table.rows.filter(({ values }) =>
      conditions.every((condition) => fulfils(values[condition.column] ?? null, condition)),
    ),
  }),
  order: (table, { by }) => ({ ...table, rows: orderRows(table.rows, by) }),
  limit: (table, { rows }) => ({
    ...table,
    rows: table.rows.slice(0, rows),
    truncated: table.truncated || table.rows.length > rows,
  }),
};

/**
 * Does the transformations one after the other.
 * @throws AppError LIMIT_EXCEEDED when one makes more rows than allowed
 */
export function transform(
  table: Table,
  transformations: readonly Transformation[],
  shape: TableShape,
): Table {
  return transformations.reduce((before, transformation) => {
    const step = STEPS[transformation.kind] as Step<Kind>;
    return step(before, transformation, shape);
  }, table);
}
