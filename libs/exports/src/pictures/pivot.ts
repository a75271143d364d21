import type { Cell, Column } from '@app/data';

/** A column with its place in the rows. */
export interface PlacedColumn extends Column {
  index: number;
}

/** The columns of an answer by what they are good for. */
export interface Columns {
  time: PlacedColumn | undefined;
  groups: PlacedColumn[];
  numbers: PlacedColumn[];
}

export interface Line {
  name: string;
  points: [time: string, value: number | null][];
}

export interface Bars {
  categories: string[];
  series: { name: string; values: (number | null)[] }[];
}

const NONE = '(none)';
/** Beyond it the axes of charts have no room to count in. */
const MOST = 1e300;

export function columnsOf(columns: readonly Column[]): Columns {
  const placed = columns.map((column, index) => ({ ...column, index }));
  return {
    time: placed.find(({ type }) => type === 'datetime'),
    groups: placed.filter(({ type }) => type === 'string'),
    numbers: placed.filter(({ type }) => type === 'number'),
  };
}

/** The text of what a row is grouped by. */
export function groupOf(row: readonly Cell[], groups: readonly PlacedColumn[]): string {
  return groups.map(({ index }) => String(row[index] ?? NONE)).join(' · ');
}

/** A number that can be drawn, or none. */
export function numberAt(row: readonly Cell[] | undefined, column: PlacedColumn | undefined): number | null {
  const value = column && row?.[column.index];
  return typeof value === 'number' && Math.abs(value) <= MOST ? value : null;
}

/** Rows as lines over time: one for each number and group. */
export function linesOf({ time, groups, numbers }: Columns, rows: readonly Cell[][]): Line[] {
  if (!time) return [];
  const lines = new Map<string, Line['points']>();
  for (const row of rows) {
    const group = groupOf(row, groups);
    for (const number of numbers) {
      const name =
        groups.length === 0
          ? label(number.name)
          : numbers.length === 1
            ? group
            : `${group} · ${label(number.name)}`;
      const points = lines.get(name) ?? [];
      points.push([String(row[time.index]), numberAt(row, number)]);
      lines.set(name, points);
    }
  }
  return [...lines].map(([name, points]) => ({ name, points }));
}

/** The same lines with a point at each time that any has, so that they can be stacked: where one has none it is 0. */
export function aligned(lines: readonly Line[]): Line[] {
  const times = [...new Set(lines.flatMap(({ points }) => points.map(([time]) => time)))].toSorted();
  return lines.map(({ name, points }) => {
    const values = new Map(points);
    return { name, points: times.map((time) => [time, values.get(time) ?? 0]) };
  });
}

/** Rows as bars side by side: the categories, and for each number its values. */
export function barsOf({ groups, numbers }: Columns, rows: readonly Cell[][]): Bars {
  if (groups.length === 0)
    return {
      categories: numbers.map(({ name }) => label(name)),
      series: [{ name: 'value', values: numbers.map((number) => numberAt(rows[0], number)) }],
    };
  return {
    categories: rows.map((row) => groupOf(row, groups)),
    series: numbers.map((number) => ({
      name: label(number.name),
      values: rows.map((row) => numberAt(row, number)),
    })),
  };
}

/** The name of a column as people write it. */
export function label(name: string): string {
  return name.replaceAll(/[_.]/g, ' ');
}
