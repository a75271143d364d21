import type { Cell, Column } from '@app/data';
import type { Display, WidgetType } from '@app/widgets';
import type { EChartsOption } from 'echarts';
import type { Fonts } from '../fonts';

/** What a chart is drawn from. */
export interface ChartInput {
  type: WidgetType;
  display: Display;
  columns: readonly Column[];
  rows: readonly Cell[][];
  time: { interval: string | null; timezone: string };
  /** In pixels. */
  width: number;
  height: number;
  fonts: Fonts;
}

/** A chart, and what people should know of it: above all what it leaves out. */
export interface Chart {
  option: EChartsOption;
  notes: string[];
}

/** All that displays can say, whatever their type. */
export interface AnyDisplay {
  unit?: string;
  decimals?: number;
  legend?: 'none' | 'top' | 'right' | 'bottom';
  min?: number;
  max?: number;
  points?: boolean;
  stacked?: boolean;
  orientation?: 'vertical' | 'horizontal';
  donut?: boolean;
  palette?: 'sequential' | 'diverging';
  thresholds?: { value: number; color: string }[];
  columns?: { name: string; title?: string; hidden?: boolean; unit?: string; decimals?: number }[];
  markdown?: string;
}

/** The display of an input, for those who know which options it can have. */
export function displayOf({ display }: Pick<ChartInput, 'display'>): AnyDisplay {
  return display;
}

/** The colour of the last threshold that a value reaches. */
export function thresholdColor(
  value: number | null,
  { thresholds = [] }: Pick<AnyDisplay, 'thresholds'>,
): string | undefined {
  return value === null ? undefined : thresholds.findLast((threshold) => value >= threshold.value)?.color;
}
