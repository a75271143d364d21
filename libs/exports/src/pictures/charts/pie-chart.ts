import type { EChartsOption } from 'echarts';
import { FONT_FAMILY } from '../fonts';
import { COLORS } from '../palette';
import { barsOf, columnsOf } from '../pivot';
import { type Chart, type ChartInput, displayOf } from './chart-input';
import { frameOf, legendNotes } from './frame';

const MOST_SLICES = 12;
const SMALLEST_NAMED = 0.04;
const INK = '#ffffff';

/** A pie of the first number; slices beyond the twelfth are one. Values below 0 have no slice. */
export function pie(input: ChartInput): Chart {
  const display = displayOf(input);
  const { categories, series } = barsOf(columnsOf(input.columns), input.rows);
  const slices = categories.map((name, index) => ({ name, value: series[0]?.values[index] ?? 0 }));
  const positive = slices.filter(({ value }) => value > 0);
  const shown = positive.length > MOST_SLICES ? positive.slice(0, MOST_SLICES - 1) : positive;
  const rest = positive.slice(shown.length);
  const total = positive.reduce((sum, { value }) => sum + value, 0);
  if (rest.length > 0)
    shown.push({
      name: `${rest.length} others`,
      value: rest.reduce((sum, { value }) => sum + value, 0),
    });
  const named = shown.map(({ name, value }) => ({
    name: `${name}  ${share(value, total)}`,
    value,
    itemStyle:
      name.endsWith(' others') && rest.length > 0 && value === shown.at(-1)?.value
        ? { color: COLORS.muted }
        : {},
  }));
  const frame = frameOf(
    input,
    named.map(({ name }) => name),
    'right',
  );
  const { left, right, top, bottom } = frame.grid as Record<'left' | 'right' | 'top' | 'bottom', number>;
  const [width, height] = [input.width - left - right, input.height - top - bottom];
  const radius = Math.max(10, Math.min(width, height) / 2 - 4);
  const option: EChartsOption = {
    ...frame.base,
    legend: frame.legend,
    series: [
      {
        type: 'pie',
        radius: [display.donut ? radius * 0.58 : 0, radius],
        center: [left + width / 2, top + height / 2],
        data: named,
        percentPrecision: 0,
        label: {
          show: !display.donut,
          position: 'inside',
          color: INK,
          fontFamily: FONT_FAMILY,
          fontSize: 11,
          fontWeight: 'bold',
          formatter: ({ value }) =>
            Number(value) / total >= SMALLEST_NAMED ? share(Number(value), total) : '',
        },
        labelLine: { show: false },
        itemStyle: { borderColor: COLORS.card, borderWidth: 1.5 },
        silent: true,
      },
    ],
  };
  const missing = slices.length - positive.length;
  return {
    option,
    notes: [
      ...(missing > 0
        ? [`${missing} without a value above 0 ${missing === 1 ? 'is' : 'are'} not drawn.`]
        : []),
      ...legendNotes(frame, named.length),
    ],
  };
}

function share(value: number, total: number): string {
  const percent = (value / total) * 100;
  return `${percent > 0 && percent < 1 ? '<1' : Math.round(percent)} %`;
}
