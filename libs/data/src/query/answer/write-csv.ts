import type { Cell, QueryData } from '../metric-query';

const NUMBER = /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i;
/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;
const END = '\r\n';

/**
 * The rows as CSV (RFC 4180) with a header. Null is nothing and empty text is `""`. Text that a spreadsheet would take for
 * a formula gets an apostrophe before it, unless it is a number. Totals are a last row whose first cell is `$totals`;
 * without time and dimensions the only row has them.
 */
export function writeCsv({ columns, rows, totals }: QueryData): string {
  const lines = [columns.map(({ name }) => text(name)), ...rows.map((row) => row.map(cell))];
  const numbers = columns.filter(({ type }) => type === 'number');
  if (totals && numbers.length < columns.length) {
    const labels = columns.slice(numbers.length).map((_, index) => (index === 0 ? '$totals' : ''));
    lines.push([...labels, ...numbers.map(({ name }) => cell(totals[name] ?? null))]);
  }
  return lines.map((line) => line.join(',') + END).join('');
}

function cell(value: Cell): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : text(value);
}

function text(value: string): string {
  const safe = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return safe === '' || NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
