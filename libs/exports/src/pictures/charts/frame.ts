import type { EChartsOption, GridComponentOption, LegendComponentOption } from 'echarts';
import { FONT_FAMILY } from '../fonts';
import { COLORS, SERIES_COLORS } from '../palette';
import { type ChartInput, displayOf } from './chart-input';
import { legendOf } from './legend';

const SIZE = 11;
const MARGIN = 8;

/** What charts have in common. */
export interface Frame {
  base: EChartsOption;
  legend: LegendComponentOption[];
  grid: GridComponentOption;
  /** Names that the legend has no room for. */
  hidden: number;
}

/** Text of axes. */
export const AXIS_LABEL = { color: COLORS.muted, fontFamily: FONT_FAMILY, fontSize: SIZE } as const;

/** Fonts, colours, a legend, and the room that it leaves. */
export function frameOf(input: ChartInput, names: readonly string[], usual?: 'right'): Frame {
  const place = displayOf(input).legend ?? (names.length > 1 ? (usual ?? 'top') : 'none');
  const { options, room, named } = legendOf(input, names, place);
  return {
    base: {
      animation: false,
      color: [...SERIES_COLORS],
      textStyle: { fontFamily: FONT_FAMILY },
      backgroundColor: 'transparent',
    },
    legend: options,
    grid: {
      left: MARGIN,
      right: place === 'right' && room > 0 ? room + MARGIN : 18,
      top: place === 'top' && room > 0 ? room + 4 : 12,
      bottom: place === 'bottom' && room > 0 ? room : 6,
      containLabel: true,
    },
    hidden: place === 'none' ? 0 : names.length - named,
  };
}

/** What a legend leaves out, if it does. */
export function legendNotes({ hidden }: Frame, all: number): string[] {
  if (hidden === 0) return [];
  return [
    hidden === all ? 'There is no room for a legend.' : `The legend names ${all - hidden} of ${all} series.`,
  ];
}
