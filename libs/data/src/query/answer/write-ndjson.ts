import type { QueryData } from '../metric-query';

/**
 * The rows as one JSON object per line, by column name. The row of the groups that `top` has left over says
 * `"$other": true`, and totals are a last line `{"$totals": {…}}`: no column begins with `$`.
 */
export function writeNdjson({ columns, rows, totals, otherRows }: QueryData): string {
  // Written member by member: as keys of an object names such as "__proto__" or "1" would not stay what they are.
  const names = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  const others = new Set(otherRows);
  const lines = rows.map((row, index) => {
    const members = row.map((value, column) => `${names[column]}${JSON.stringify(value)}`);
    if (others.has(index)) members.push('"$other":true');
    return `{${members.join()}}\n`;
  });
  if (totals) lines.push(`{"$totals":${JSON.stringify(totals)}}\n`);
  return lines.join('');
}
