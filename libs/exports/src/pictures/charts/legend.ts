import type { LegendComponentOption } from 'echarts';
import { FONT_FAMILY, type Fonts } from '../fonts';
import { COLORS } from '../palette';
import { fitted } from '../svg-text';

const SIZE = 11;
const MARK = 12;
const MARK_GAP = 5;
const GAP = 14;
const LINE = 18;
/** How wide a name may be, in pixels: the first of these with which all names have room. */
const WIDEST = [170, 120, 84, 60];
/** Of the height of a chart, at most. */
const SHARE = 0.4;
/** Charts that are lower have no room to spare. */
const LOWEST = 70;
const MARGIN = 8;

export type LegendPlace = 'none' | 'top' | 'right' | 'bottom';

/** Names in lines, none of which is wider than the legend. */
export interface Legend {
  options: LegendComponentOption[];
  /** What it takes of the chart, in pixels: of its height, or of its width if it is at the right. */
  room: number;
  /** How many names it has. */
  named: number;
}

interface Lines {
  lines: string[][];
  widest: number;
}

/** Lays out a legend with the room that its names need, which a still picture cannot scroll. */
export function legendOf(
  { fonts, width, height }: { fonts: Fonts; width: number; height: number },
  names: readonly string[],
  place: LegendPlace,
): Legend {
  if (place === 'none' || names.length === 0 || height < LOWEST) return { options: [], room: 0, named: 0 };
  const { lines, widest } =
    place === 'right' ? inColumn(names, { width, height }) : inLines(fonts, names, { width, height });
  const longest = Math.max(0, ...lines.flat().map((name) => widthOfEntry(fonts, name, widest)));
  const top = place === 'bottom' ? height - lines.length * LINE : place === 'right' ? MARGIN : 2;
  // A component for each line: how far apart lines of one are depends on how far apart its names are.
  const options = lines.map((line, index): LegendComponentOption => ({
    show: true,
    type: 'plain',
    data: line,
    icon: 'roundRect',
    itemWidth: MARK,
    itemHeight: MARK - 2,
    itemGap: GAP,
    padding: 0,
    textStyle: { color: COLORS.text, fontFamily: FONT_FAMILY, fontSize: SIZE },
    formatter: (name: string) => fitted(fonts, name, widest, SIZE),
    left: place === 'right' ? width - longest - MARGIN : MARGIN,
    top: top + index * LINE,
    width: 2 * width,
  }));
  const room = place === 'right' ? longest + MARGIN : lines.length * LINE + 8;
  return { options, room, named: lines.flat().length };
}

function inColumn(names: readonly string[], { width, height }: { width: number; height: number }): Lines {
  const most = Math.floor((height - 2 * MARGIN) / LINE);
  return {
    lines: names.slice(0, most).map((name) => [name]),
    widest: Math.min(WIDEST[0] ?? 0, width * 0.34),
  };
}

function inLines(
  fonts: Fonts,
  names: readonly string[],
  { width, height }: { width: number; height: number },
): Lines {
  const most = Math.max(1, Math.floor((height * SHARE) / LINE));
  let best: Lines = { lines: [], widest: 0 };
  for (const widest of WIDEST) {
    const lines = broken(names, { fonts, widest, width: width - 2 * MARGIN }).slice(0, most);
    if (lines.flat().length > best.lines.flat().length) best = { lines, widest };
    if (best.lines.flat().length === names.length) break;
  }
  return best;
}

function broken(
  names: readonly string[],
  { fonts, widest, width }: { fonts: Fonts; widest: number; width: number },
): string[][] {
  const lines: string[][] = [];
  let used = 0;
  for (const name of names) {
    const own = widthOfEntry(fonts, name, widest);
    const last = lines.at(-1);
    if (last && used + own <= width) last.push(name);
    else {
      lines.push([name]);
      used = 0;
    }
    used += own + GAP;
  }
  return lines;
}

function widthOfEntry(fonts: Fonts, name: string, widest: number): number {
  return Math.min(widest, fonts.widthOf(name, SIZE)) + MARK + MARK_GAP;
}
