import type { Cell } from '@app/data';
import { csvLine, csvText } from '@app/platform';
import { type ExportWriter, tablesOf } from './export-document';
import { oneTable } from './one-table';

const TOTALS = '$totals';

/**
 * CSV (RFC 4180) with a header, in UTF-8: one table, since it can hold no more. The totals of a query that asks for them are the last row
 * of its rows, as in the answers of queries: with `$totals` in the first column that is no number. Where all are numbers, the only row is
 * them.
 */
export const writeCsvFile: ExportWriter = async (document, output) => {
  const tables = tablesOf(document);
  const { columns, rowOf } = oneTable(tables);
  await output.write(csvLine(columns.map(({ name }) => csvText(name))));
  for (const [index, table] of tables.entries()) {
    const whole = rowOf(index);
    const { totals } = await table.read(async (rows) => {
      let text = '';
      for (const row of rows) text += csvLine(whole(row).map(cell));
      await output.write(text);
    });
    const labelled = table.columns.findIndex(({ type }) => type !== 'number');
    if (!totals || labelled < 0) continue;
    const row = table.columns.map(({ name, type }, at): Cell =>
      type === 'number' ? (totals[name] ?? null) : at === labelled ? TOTALS : null,
    );
    await output.write(csvLine(whole(row).map(cell)));
  }
};

function cell(value: Cell): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : csvText(value);
}
