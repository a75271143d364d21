import type { EChartsOption, GridComponentOption, LegendComponentOption } from 'echarts';
import { FONT_FAMILY } from '../fonts';
import { COLORS, SERIES_COLORS } from '../palette';
import { fitted } from '../svg-text';
import { type ChartInput, displayOf } from './chart-input';

const SIZE = 11;
const MARK = 12;
const GAP = 14;
const LINE = 18;
const LONGEST = 170;
const MOST_LINES = 3;
const MARGIN = 8;

/** What charts have in common. */
export interface Frame {
  base: EChartsOption;
  legend: LegendComponentOption;
  grid: GridComponentOption;
  /** Names that the legend has no room for. */
  hidden: number;
}

/** Text of axes. */
export const AXIS_LABEL = { color: COLORS.muted, fontFamily: FONT_FAMILY, fontSize: SIZE } as const;

/** Fonts, colours, and a legend that has the room that its names need, which a still picture cannot scroll. */
export function frameOf(input: ChartInput, names: readonly string[], usual?: 'right'): Frame {
  const { fonts, width, height } = input;
  const place = displayOf(input).legend ?? (names.length > 1 ? (usual ?? 'top') : 'none');
  const isRight = place === 'right';
  const widest = isRight ? Math.min(LONGEST, width * 0.34) : LONGEST;
  const shown: string[] = [];
  let lines = 1;
  let used = 0;
  let column = 0;
  for (const name of place === 'none' ? [] : names) {
    const nameWidth = Math.min(widest, fonts.widthOf(name, SIZE)) + MARK + 5;
    if (isRight) {
      if ((shown.length + 1) * LINE > height - 2 * MARGIN) break;
      column = Math.max(column, nameWidth);
    } else if (used > 0 && used + nameWidth > width - 2 * MARGIN) {
      if (lines === MOST_LINES) break;
      lines++;
      used = 0;
    }
    used += nameWidth + GAP;
    shown.push(name);
  }
  const band = lines * LINE + 8;
  return {
    base: {
      animation: false,
      color: [...SERIES_COLORS],
      textStyle: { fontFamily: FONT_FAMILY },
      backgroundColor: 'transparent',
    },
    legend: {
      show: shown.length > 0,
      type: 'plain',
      data: shown,
      icon: 'roundRect',
      itemWidth: MARK,
      itemHeight: MARK - 2,
      itemGap: isRight ? LINE - MARK + 1 : GAP,
      padding: 0,
      textStyle: { color: COLORS.text, fontFamily: FONT_FAMILY, fontSize: SIZE },
      formatter: (name: string) => fitted(fonts, name, widest, SIZE),
      ...(isRight
        ? { orient: 'vertical', left: width - column - MARGIN, top: MARGIN }
        : { left: MARGIN, width: width - 2 * MARGIN, ...(place === 'bottom' ? { bottom: 2 } : { top: 2 }) }),
    },
    grid: {
      left: MARGIN,
      right: isRight ? column + 2 * MARGIN : 18,
      top: place === 'top' ? band + 4 : 12,
      bottom: place === 'bottom' ? band : 6,
      containLabel: true,
    },
    hidden: place === 'none' ? 0 : names.length - shown.length,
  };
}

/** What a legend leaves out, if it does. */
export function legendNotes({ hidden }: Frame, all: number): string[] {
  return hidden > 0 ? [`The legend names ${all - hidden} of ${all} series.`] : [];
}
