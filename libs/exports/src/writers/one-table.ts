import type { Cell, Column } from '@app/data';
import type { ExportTable } from './export-document';

/** All tables of a file as one: what is not of a row's table is null there. */
export interface OneTable {
  columns: Column[];
  /** A row of the nth table as a row of the one. */
  rowOf: (table: number) => (row: readonly Cell[]) => Cell[];
}

const TITLE = 'widget';

/**
 * Puts tables into one for formats that hold no more: a column for each name and type, after one with the title of the table each row is
 * of. A single query is just its table.
 */
export function oneTable(tables: readonly ExportTable[]): OneTable {
  const [first] = tables;
  if (first && !first.widget && tables.length === 1)
    return { columns: first.columns, rowOf: () => (row) => [...row] };
  const columns: Column[] = [{ name: TITLE, type: 'string' }];
  const places = new Map<string, number>();
  const taken = new Set([TITLE]);
  for (const column of tables.flatMap((table) => table.columns).toSorted(byType)) {
    const key = keyOf(column);
    if (places.has(key)) continue;
    places.set(key, columns.length);
    const name = freeName(column.name, taken);
    taken.add(name);
    columns.push({ ...column, name });
  }
  return {
    columns,
    rowOf: (index) => {
      const { title = '', columns: own = [] } = tables[index] ?? {};
      const targets = own.map((column) => places.get(keyOf(column)) ?? 0);
      return (row) => {
        const whole: Cell[] = Array.from({ length: columns.length }, () => null);
        whole[0] = title;
        for (const [at, cell] of row.entries()) whole[targets[at] ?? 0] = cell;
        return whole;
      };
    },
  };
}

const ORDER = ['datetime', 'string', 'number'];

function byType(a: Column, b: Column): number {
  return ORDER.indexOf(a.type) - ORDER.indexOf(b.type);
}

function keyOf({ name, type, unit = '' }: Column): string {
  return JSON.stringify([name, type, unit]);
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}
