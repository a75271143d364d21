import type { Cell } from '@app/data';
import { FONT_FAMILY } from '../fonts';
import { axisNumber } from '../number-text';
import { COLORS, RAMPS } from '../palette';
import { columnsOf, groupOf, label, numberAt } from '../pivot';
import { fitted } from '../svg-text';
import { timeText } from '../time-text';
import { type Chart, type ChartInput, displayOf } from './chart-input';
import { AXIS_LABEL } from './frame';

const MOST_ACROSS = 200;
const MOST_DOWN = 60;
const SCALE_WIDTH = 58;

/** Cells of colour: times or the first dimension across, the other dimensions down. */
export function heatmap(input: ChartInput): Chart {
  const display = displayOf(input);
  const { time, groups, numbers } = columnsOf(input.columns);
  const [number] = numbers;
  const downBy = time ? groups : groups.slice(1);
  const { interval, timezone } = input.time;
  const acrossOf = (row: readonly Cell[]): string =>
    time ? timeText(String(row[time.index]), timezone, interval) : groupOf(row, groups.slice(0, 1));
  const downOf = (row: readonly Cell[]): string =>
    downBy.length > 0 ? groupOf(row, downBy) : label(number?.name ?? '');
  const rows = time ? input.rows.toSorted((a, b) => compare(a[time.index], b[time.index])) : input.rows;
  const [allAcross, allDown] = [[...new Set(rows.map(acrossOf))], [...new Set(rows.map(downOf))]];
  const [across, down] = [
    new Map(allAcross.slice(0, MOST_ACROSS).map((name, index) => [name, index])),
    new Map(allDown.slice(0, MOST_DOWN).map((name, index) => [name, index])),
  ];
  const cells: [number, number, number | null][] = [];
  for (const row of rows) {
    const [x, y] = [across.get(acrossOf(row)), down.get(downOf(row))];
    if (x !== undefined && y !== undefined) cells.push([x, y, numberAt(row, number)]);
  }
  const text = (widest: number) => ({
    ...AXIS_LABEL,
    hideOverlap: true,
    formatter: (name: string) => fitted(input.fonts, name, widest, AXIS_LABEL.fontSize),
  });
  const plain = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  const left = [
    ...(allAcross.length > across.size
      ? [`The first ${across.size} of ${allAcross.length} columns are drawn.`]
      : []),
    ...(allDown.length > down.size ? [`The first ${down.size} of ${allDown.length} lines are drawn.`] : []),
  ];
  return {
    option: {
      animation: false,
      textStyle: { fontFamily: FONT_FAMILY },
      grid: { left: 8, right: SCALE_WIDTH + 14, top: 8, bottom: 6, containLabel: true },
      xAxis: { type: 'category', data: [...across.keys()], axisLabel: text(120), ...plain },
      yAxis: {
        type: 'category',
        data: [...down.keys()],
        inverse: true,
        axisLabel: text(input.width * 0.25),
        ...plain,
      },
      visualMap: {
        type: 'continuous',
        ...extentOf(cells, display),
        calculable: false,
        orient: 'vertical',
        left: input.width - SCALE_WIDTH - 4,
        top: 'middle',
        itemWidth: 12,
        itemHeight: Math.max(40, Math.min(160, input.height - 80)),
        text: extentText(extentOf(cells, display)),
        textGap: 6,
        textStyle: { color: COLORS.muted, fontFamily: FONT_FAMILY, fontSize: 11 },
        inRange: { color: [...RAMPS[display.palette ?? 'sequential']] },
      },
      series: [
        {
          type: 'heatmap',
          data: cells.filter(([, , value]) => value !== null),
          itemStyle: { borderColor: COLORS.card, borderWidth: across.size > 100 ? 0 : 1 },
          progressive: 0,
          silent: true,
        },
      ],
    },
    notes: left,
  };
}

interface Extent {
  min: number;
  max: number;
}

/** From the lowest value to the highest; as far below 0 as above it where the middle is 0. */
function extentOf(
  cells: [number, number, number | null][],
  { palette, min, max }: { palette?: string; min?: number; max?: number },
): Extent {
  let [low, high] = [Infinity, -Infinity];
  for (const [, , value] of cells) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [0, 1];
  if (palette === 'diverging') [low, high] = [-Math.max(-low, high, 0), Math.max(-low, high, 0)];
  const extent = { min: min ?? low, max: max ?? high };
  return extent.max > extent.min ? extent : { min: extent.min, max: extent.min + 1 };
}

function extentText({ min, max }: Extent): string[] {
  return [axisNumber(Number(max.toPrecision(3))), axisNumber(Number(min.toPrecision(3)))];
}

function compare(a: Cell | undefined, b: Cell | undefined): number {
  return String(a) < String(b) ? -1 : 1;
}
