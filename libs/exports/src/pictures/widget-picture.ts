import { displayOf } from './charts/chart-input';
import { drawChart, type Drawing } from './charts/chart-svg';
import { isChartType } from './charts/chart-of';
import type { Fonts } from './fonts';
import { COLORS } from './palette';
import { columnsOf, label } from './pivot';
import type { PicturePart } from './read-part';
import { drawStat } from './stat-picture';
import { textAt } from './svg-text';
import { drawTable, tablePicture } from './table-picture';
import { rangeText } from './time-text';
import { drawWords, linesOfMarkdown } from './words-picture';

/** The room that a widget is drawn in, in pixels. */
export interface Room {
  width: number;
  height: number;
}

/** Draws a widget of any type, without its title. */
export async function drawWidget(fonts: Fonts, picture: PicturePart, room: Room): Promise<Drawing> {
  const { part, rows, total } = picture;
  const { display, type } = part.widget ?? { display: {}, type: 'table' as const };
  const any = displayOf({ display });
  if (!('columns' in part))
    return { svg: drawWords(linesOfMarkdown(fonts, any.markdown ?? '', room.width), room.height), notes: [] };
  const { columns, time } = part;
  if (rows.length === 0 && type !== 'stat') return { svg: nothing(room), notes: [] };
  const input = { type, display, columns, rows, time, fonts, ...room };
  const notes =
    total > rows.length
      ? [`Drawn from the first ${rows.length.toLocaleString('en')} of ${total.toLocaleString('en')} rows.`]
      : [];
  if (type === 'stat') return { svg: drawStat(input), notes: [] };
  if (!isChartType(type)) {
    const table = tablePicture({ columns, rows, display: any, time, width: room.width, fonts });
    return { svg: drawTable(table, rows.length, total, room.height), notes: [] };
  }
  if (columnsOf(columns).numbers.length === 0) return { svg: nothing(room), notes };
  const drawing = await drawChart({ ...input, type });
  return { svg: drawing.svg, notes: [...notes, ...drawing.notes] };
}

/** What is told beside a title: measure and unit, range, interval. */
export function subtitleOf({ part }: PicturePart, hasRange: boolean): string {
  if (!('columns' in part)) return '';
  const { unit } = displayOf({ display: part.widget?.display ?? {} });
  const { numbers } = columnsOf(part.columns);
  const isChart = part.widget && isChartType(part.widget.type) && part.widget.type !== 'gauge';
  const measures = isChart
    ? numbers.slice(0, 3).map(({ name, unit: own }) => ({ name: label(name), unit: unit ?? own }))
    : [];
  const { from, to, interval, timezone } = part.time;
  const told = measures.map((each) => (each.unit ? `${each.name} (${each.unit})` : each.name)).join(', ');
  return [told, interval ? `by ${intervalText(interval)}` : '', hasRange ? rangeText(from, to, timezone) : '']
    .filter(Boolean)
    .join(' · ');
}

const INTERVALS: Readonly<Record<string, string>> = {
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  y: 'year',
};

function intervalText(interval: string): string {
  const [, count, unit = ''] = /^(\d+)([a-z]+)$/.exec(interval) ?? [];
  const name = INTERVALS[unit];
  if (!name) return interval;
  return count === '1' ? name : `${count} ${name}s`;
}

function nothing({ width, height }: Room): string {
  return textAt(width / 2, height / 2, 'No data in this range', {
    size: 12,
    color: COLORS.muted,
    anchor: 'middle',
  });
}
