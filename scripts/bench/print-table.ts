import type { BenchRow } from './measure';

/** The result as text for a terminal. */
export function renderTable(rows: BenchRow[]): string {
  const header = ['what', 'ours', 'limit or peer', 'figure', 'target', ''];
  const lines = rows.map((row) => [
    row.name,
    row.ours,
    row.peer,
    row.shown,
    row.target,
    row.pass === undefined ? '' : row.pass ? 'pass' : 'FAIL',
  ]);
  const widths = header.map((title, i) =>
    Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)),
  );
  const render = (line: string[]) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [render(header), widths.map((width) => '-'.repeat(width)).join('  '), ...lines.map(render)].join(
    '\n',
  );
}
