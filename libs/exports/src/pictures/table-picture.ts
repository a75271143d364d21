import type { Cell, Column } from '@app/data';
import { type AnyDisplay } from './charts/chart-input';
import type { Fonts } from './fonts';
import { numberText } from './number-text';
import { COLORS } from './palette';
import { label } from './pivot';
import { fitted, round, textAt } from './svg-text';
import { timeText } from './time-text';

export const ROW_HEIGHT = 19;
const SIZE = 10.5;
const GAP = 14;
const SAMPLE = 200;
const NARROWEST = 34;
/** Numbers far from what they are of are hard to read. */
const WIDEST_STRETCH = 1.8;

/** A table that is laid out: its lines are drawn one by one, so that they can go over pages. */
export interface TablePicture {
  head: string;
  row(index: number): string;
}

export interface TableInput {
  columns: readonly Column[];
  rows: readonly Cell[][];
  display: AnyDisplay;
  time: { interval: string | null; timezone: string };
  width: number;
  fonts: Fonts;
}

/** Lays out a table: columns as wide as their texts, or their share of what there is. */
export function tablePicture({ columns, rows, display, time, width, fonts }: TableInput): TablePicture {
  const shown = shownColumns(columns, display);
  const textOf = (row: readonly Cell[], { index, type, style }: ShownColumn): string => {
    const value = row[index] ?? null;
    if (value === null) return '–';
    return type === 'datetime'
      ? timeText(String(value), time.timezone, time.interval)
      : numberText(value, style);
  };
  const sample = rows.slice(0, SAMPLE);
  const wanted = shown.map((column) => {
    const texts = sample.map((row) => fonts.widthOf(textOf(row, column), SIZE));
    return Math.max(NARROWEST, fonts.widthOf(column.title, SIZE, true), ...texts) + GAP;
  });
  const sum = wanted.reduce((total, each) => total + each, 0);
  const widths =
    sum > width
      ? narrowed(wanted, width)
      : wanted.map((each) => each * Math.min(WIDEST_STRETCH, width / sum));
  const whole = round(widths.reduce((total, each) => total + each, 0));
  const rule = (color: string): string =>
    `<rect x="0" y="${ROW_HEIGHT - 0.75}" width="${whole}" height="0.75" fill="${color}"/>`;
  const line = (texts: string[], isBold: boolean): string => {
    let x = 0;
    return shown
      .map(({ type }, index) => {
        const own = widths[index] ?? 0;
        const text = fitted(fonts, texts[index] ?? '', own - GAP + 4, SIZE, isBold);
        const isNumber = type === 'number';
        const at = isNumber ? x + own - GAP / 2 : x + GAP / 2;
        x += own;
        const color = isBold ? COLORS.muted : COLORS.text;
        return textAt(at, 13.5, text, { size: SIZE, isBold, color, anchor: isNumber ? 'end' : 'start' });
      })
      .join('');
  };
  return {
    head: `<rect x="0" y="0" width="${whole}" height="${ROW_HEIGHT}" fill="${COLORS.faint}"/>${rule(COLORS.line)}${line(
      shown.map(({ title }) => title),
      true,
    )}`,
    row: (index) =>
      `${rule(COLORS.faint)}${line(
        shown.map((column) => textOf(rows[index] ?? [], column)),
        false,
      )}`,
  };
}

/** Draws the beginning of a table that fits a height, and says how many rows there are more. */
export function drawTable(picture: TablePicture, rows: number, total: number, height: number): string {
  const lines = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
  const count = total <= lines && rows === total ? rows : Math.min(rows, lines - 1);
  let svg = picture.head;
  for (let index = 0; index < count; index++)
    svg += `<g transform="translate(0 ${(index + 1) * ROW_HEIGHT})">${picture.row(index)}</g>`;
  if (count < total) svg += moreRows(total - count, (count + 1) * ROW_HEIGHT);
  return svg;
}

/** The line that tells how many rows there are more. */
export function moreRows(count: number, y: number): string {
  const text = `… and ${count.toLocaleString('en')} more ${count === 1 ? 'row' : 'rows'}`;
  return textAt(7, y + 14, text, { size: SIZE, color: COLORS.muted });
}

interface ShownColumn {
  index: number;
  type: Column['type'];
  title: string;
  style: AnyDisplay;
}

function shownColumns(columns: readonly Column[], display: AnyDisplay): ShownColumn[] {
  const wanted = display.columns ?? [];
  const placed = columns.map((column, index) => {
    const own = wanted.find(({ name }) => name === column.name);
    const unit = own?.unit ?? (column.type === 'number' ? (display.unit ?? column.unit) : undefined);
    const name = own?.title ?? label(column.name);
    const style = { decimals: own?.decimals ?? display.decimals };
    return {
      index,
      type: column.type,
      title: unit ? `${name} (${unit})` : name,
      style,
      own,
      name: column.name,
    };
  });
  const rank = (name: string): number => {
    const at = wanted.findIndex((each) => each.name === name);
    return at < 0 ? wanted.length : at;
  };
  return placed.filter(({ own }) => !own?.hidden).toSorted((a, b) => rank(a.name) - rank(b.name));
}

/** Takes from the wide until all fit: those that want less than their share keep what they want. */
function narrowed(wanted: readonly number[], width: number): number[] {
  const widths = [...wanted];
  const open = new Set(widths.keys());
  let left = width;
  for (let isDone = false; !isDone;) {
    isDone = true;
    const share = left / Math.max(1, open.size);
    for (const index of open) {
      const own = wanted[index] ?? 0;
      if (own > share) continue;
      open.delete(index);
      left -= own;
      isDone = false;
    }
  }
  for (const index of open) widths[index] = left / open.size;
  return widths;
}
