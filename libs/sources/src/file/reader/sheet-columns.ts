import type ExcelJS from 'exceljs';
import { SourceError } from '../../source-error';

const LETTERS = 26;
const MOST_COLUMNS = 1_000;
type Cell = string | number | boolean | null;

/** The columns of a sheet: named by its first row, by their letters where that says nothing. Cells are counted from 1. */
export class SheetColumns {
  private readonly names: string[] = [];
  private readonly taken = new Set<string>();

  static of(values: readonly ExcelJS.CellValue[]): SheetColumns {
    const columns = new SheetColumns();
    for (let column = 1; column < values.length; column++) columns.nameOf(column, cellValue(values[column]));
    return columns;
  }

  /** The cells of a row by name, all of the columns that there have been; undefined when none has a value. */
  record(values: readonly ExcelJS.CellValue[]): Record<string, Cell> | undefined {
    const cells: [string, Cell][] = [];
    let isEmpty = true;
    for (let column = 1; column < Math.max(values.length, this.names.length); column++) {
      const value = cellValue(values[column]);
      if (value !== null) isEmpty = false;
      cells.push([this.names[column] ?? this.nameOf(column, null), value]);
    }
    return isEmpty ? undefined : Object.fromEntries(cells);
  }

  private nameOf(column: number, given: Cell): string {
    if (column > MOST_COLUMNS)
      throw new SourceError('too-large', `It has more than ${MOST_COLUMNS} columns.`);
    const wanted = String(given ?? '').trim() || letters(column);
    let name = wanted;
    for (let count = 1; this.taken.has(name.toLowerCase()); count++) name = `${wanted}_${count}`;
    this.taken.add(name.toLowerCase());
    this.names[column] = name;
    return name;
  }
}

function cellValue(value: ExcelJS.CellValue): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return cellValue(value.text);
  if ('result' in value) return cellValue(value.result);
  return null;
}

/** A, B, …, Z, AA, … */
function letters(column: number): string {
  const rest = (column - 1) % LETTERS;
  const last = String.fromCharCode('A'.charCodeAt(0) + rest);
  return column > LETTERS ? letters((column - 1 - rest) / LETTERS) + last : last;
}
