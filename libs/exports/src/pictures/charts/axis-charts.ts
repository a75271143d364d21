import type { EChartsOption, SeriesOption, XAXisComponentOption, YAXisComponentOption } from 'echarts';
import { axisNumber } from '../number-text';
import { COLORS } from '../palette';
import { aligned, barsOf, columnsOf, type Line, linesOf } from '../pivot';
import { fitted } from '../svg-text';
import { wallClock } from '../time-text';
import { type AnyDisplay, type Chart, type ChartInput, displayOf } from './chart-input';
import { AXIS_LABEL, frameOf, legendNotes } from './frame';

const MOST_SERIES = 20;
const MOST_CATEGORIES = 60;
const LIES_ABOVE = 12;
const TIMES = {
  year: '{yyyy}',
  month: '{MMM}',
  day: '{MMM} {d}',
  hour: '{HH}:{mm}',
  minute: '{HH}:{mm}',
  second: '{HH}:{mm}:{ss}',
};

function numberAxis({ min, max }: AnyDisplay, scale: boolean): YAXisComponentOption {
  return {
    type: 'value',
    scale: scale && min === undefined,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    axisLabel: { ...AXIS_LABEL, formatter: axisNumber },
    splitLine: { lineStyle: { color: COLORS.line, width: 1 } },
  };
}

function thresholdLines({ thresholds = [] }: AnyDisplay, axis: 'xAxis' | 'yAxis') {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    data: thresholds.map(({ value, color }) => ({
      [axis]: value,
      lineStyle: { color, type: 'dashed' as const, width: 1.5 },
    })),
  };
}

/** Lines, areas or bars over time. */
export function overTime(input: ChartInput, kind: 'line' | 'area' | 'bar'): Chart {
  const display = displayOf(input);
  const all = linesOf(columnsOf(input.columns), input.rows);
  const kept = all.slice(0, MOST_SERIES);
  const lines = display.stacked ? aligned(kept) : kept;
  const frame = frameOf(
    input,
    lines.map(({ name }) => name),
  );
  const axis: XAXisComponentOption = {
    type: 'time',
    axisLabel: { ...AXIS_LABEL, hideOverlap: true, formatter: TIMES },
    axisLine: { lineStyle: { color: COLORS.muted } },
    axisTick: { show: false },
    splitLine: { show: false },
  };
  const option: EChartsOption = {
    ...frame.base,
    legend: frame.legend,
    grid: frame.grid,
    useUTC: true,
    xAxis: axis,
    yAxis: numberAxis(display, kind === 'line'),
    series: lines.map((line, index): SeriesOption => ({
      ...(kind === 'bar' ? { type: 'bar', barMaxWidth: 26 } : lineSeries(line, display, kind)),
      name: line.name,
      data: pointsOf(line, input.time.timezone),
      ...(display.stacked && { stack: 'all' }),
      ...(index === 0 && { markLine: thresholdLines(display, 'yAxis') }),
      silent: true,
    })),
  };
  return { option, notes: [...seriesNotes(kept, all), ...legendNotes(frame, lines.length)] };
}

function lineSeries({ points }: Line, { points: showsAll, stacked }: AnyDisplay, kind: 'line' | 'area') {
  const isDense = points.length > 2_000 && !stacked;
  return {
    type: 'line' as const,
    showSymbol: showsAll === true || hasLonePoint(points),
    showAllSymbol: true,
    symbol: 'circle',
    symbolSize: 5,
    // Lines on top of stacked areas would hide those that are 0 high.
    lineStyle: { width: kind === 'area' && stacked ? 0 : points.length > 500 ? 1.25 : 2 },
    ...(isDense && { sampling: 'lttb' as const }),
    ...(kind === 'area' && { areaStyle: { opacity: stacked ? 0.85 : 0.16 } }),
  };
}

/** Whether a point has none beside it, so that no line would show it. */
function hasLonePoint(points: Line['points']): boolean {
  return points.some(
    ([, value], index) =>
      value !== null &&
      (points[index - 1]?.[1] ?? null) === null &&
      (points[index + 1]?.[1] ?? null) === null,
  );
}

function pointsOf({ points }: Line, timezone: string): [number, number | null][] {
  return points.map(([time, value]) => [wallClock(time, timezone), value]);
}

/** Bars: of categories, or over time where the answer has times. */
export function bars(input: ChartInput): Chart {
  const columns = columnsOf(input.columns);
  if (columns.time) return overTime(input, 'bar');
  const display = displayOf(input);
  const all = barsOf(columns, input.rows);
  const categories = all.categories.slice(0, MOST_CATEGORIES);
  const series = all.series.slice(0, MOST_SERIES);
  const frame = frameOf(
    input,
    series.map(({ name }) => name),
  );
  const isLying = display.orientation === 'horizontal';
  const widest = isLying ? input.width * 0.35 : Math.max(60, input.width / Math.max(1, categories.length));
  const names = {
    type: 'category' as const,
    data: categories,
    inverse: isLying,
    axisLabel: {
      ...AXIS_LABEL,
      hideOverlap: true,
      formatter: (name: string) => fitted(input.fonts, name, widest, AXIS_LABEL.fontSize),
      ...(!isLying && categories.length > LIES_ABOVE && { rotate: 45 }),
    },
    axisLine: { lineStyle: { color: COLORS.muted } },
    axisTick: { show: false },
  };
  const numbers = numberAxis(display, false);
  const corner = isLying ? [0, 3, 3, 0] : [3, 3, 0, 0];
  const option = {
    ...frame.base,
    legend: frame.legend,
    grid: frame.grid,
    xAxis: isLying ? numbers : names,
    yAxis: isLying ? names : numbers,
    series: series.map(({ name, values }, index) => ({
      name,
      type: 'bar',
      data: values.slice(0, MOST_CATEGORIES),
      ...(display.stacked && { stack: 'all' }),
      barMaxWidth: 30,
      itemStyle: { borderRadius: display.stacked ? 0 : corner },
      ...(index === 0 && { markLine: thresholdLines(display, isLying ? 'xAxis' : 'yAxis') }),
      silent: true,
    })),
  } as EChartsOption;
  const left =
    all.categories.length > categories.length
      ? [`The first ${categories.length} of ${all.categories.length} bars are drawn.`]
      : [];
  return {
    option,
    notes: [...left, ...seriesNotes(series, all.series), ...legendNotes(frame, series.length)],
  };
}

function seriesNotes(drawn: readonly unknown[], all: readonly unknown[]): string[] {
  return drawn.length < all.length ? [`The first ${drawn.length} of ${all.length} series are drawn.`] : [];
}
