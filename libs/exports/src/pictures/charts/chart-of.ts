import { bars, overTime } from './axis-charts';
import type { Chart, ChartInput } from './chart-input';
import { gauge } from './gauge-chart';
import { heatmap } from './heatmap-chart';
import { pie } from './pie-chart';

/** Types of widgets that are charts; the others are texts, which are written. */
export const CHARTS = {
  line: (input: ChartInput): Chart => overTime(input, 'line'),
  area: (input: ChartInput): Chart => overTime(input, 'area'),
  bar: bars,
  pie,
  gauge,
  heatmap,
} as const;
export type ChartType = keyof typeof CHARTS;

export function isChartType(type: string): type is ChartType {
  return Object.hasOwn(CHARTS, type);
}
