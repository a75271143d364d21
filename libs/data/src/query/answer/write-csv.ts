import { csvLine, csvText } from '@app/platform';
import type { Cell, QueryData } from '../metric-query';

/**
 * The rows as CSV (RFC 4180) with a header. Null is nothing and empty text is `""`. Text that a spreadsheet would take for
 * a formula gets an apostrophe before it, unless it is a number. Totals are a last row whose first cell is `$totals`;
 * without time and dimensions the only row has them.
 */
export function writeCsv({ columns, rows, totals }: QueryData): string {
  const lines = [columns.map(({ name }) => csvText(name)), ...rows.map((row) => row.map(cell))];
  const numbers = columns.filter(({ type }) => type === 'number');
  if (totals && numbers.length < columns.length) {
    const labels = columns.slice(numbers.length).map((_, index) => (index === 0 ? '$totals' : ''));
    lines.push([...labels, ...numbers.map(({ name }) => cell(totals[name] ?? null))]);
  }
  return lines.map(csvLine).join('');
}

function cell(value: Cell): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : csvText(value);
}
