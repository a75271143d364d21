import type { Cell } from '@app/data';
import { csvLine, csvText } from '@app/platform';
import { type ExportWriter, tablesOf } from './export-document';
import { oneTable } from './one-table';

/** CSV (RFC 4180) with a header, in UTF-8: one table, since it can hold no more; totals are left out, as who adds up a column would count them twice. */
export const writeCsvFile: ExportWriter = async (document, output) => {
  const tables = tablesOf(document);
  const { columns, rowOf } = oneTable(tables);
  await output.write(csvLine(columns.map(({ name }) => csvText(name))));
  for (const [index, table] of tables.entries()) {
    const whole = rowOf(index);
    await table.read(async (rows) => {
      let text = '';
      for (const row of rows) text += csvLine(whole(row).map(cell));
      await output.write(text);
    });
  }
};

function cell(value: Cell): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : csvText(value);
}
