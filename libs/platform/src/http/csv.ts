const NUMBER = /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i;
/** What spreadsheets take for the beginning of a formula; where people write in full width, those too. Some leave out spaces before it. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;
const NEEDS_QUOTES = /[",\r\n]/;
const END = '\r\n';

/**
 * A text as a cell of CSV (RFC 4180). Empty text is `""`, so that it is not nothing. Text that a spreadsheet would take for a formula
 * gets an apostrophe before it, unless it is a number.
 */
export function csvText(value: string): string {
  const safe = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return safe === '' || NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of cells that are written already, with its end. */
export function csvLine(cells: readonly string[]): string {
  return cells.join(',') + END;
}
