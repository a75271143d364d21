import { displayOf } from './charts/chart-input';
import { isChartType } from './charts/chart-of';
import { type Fonts, loadFonts } from './fonts';
import { drawHeading, sharedRange } from './heading';
import { COLORS } from './palette';
import type { PicturePart, ReadDocument } from './read-part';
import { round, textAt, withSpareFont, wrapped } from './svg-text';
import { moreRows, ROW_HEIGHT, tablePicture } from './table-picture';
import { drawWidget, subtitleOf } from './widget-picture';
import { linesOfMarkdown } from './words-picture';

/** A4, in pixels of which a point has 4/3. */
export const PAGE = { width: 794, height: 1_123 } as const;
const MARGIN = 56;
const WIDTH = PAGE.width - 2 * MARGIN;
const BOTTOM = PAGE.height - 64;
const CHART_HEIGHT = 270;
const GAUGE_HEIGHT = 180;
const STAT_HEIGHT = 96;
const EMPTY_HEIGHT = 60;
const HEIGHTS: Readonly<Record<string, number>> = { stat: STAT_HEIGHT, gauge: GAUGE_HEIGHT };
const LINE_ROOM = 2 * ROW_HEIGHT;
/** A table that is a sample of a chart's rows is cut rather than broken, down to this many. */
const FEWEST_ROWS = 6;

/** Rows of a widget's table in a report: of a table all the first 200, under a chart the first 20. */
export const TABLE_ROWS = 200;
export const CHART_ROWS = 20;

/** The pages of a report under the hands of whoever writes them. */
class Pages {
  private readonly pages: string[] = [''];
  private y = MARGIN;

  constructor(
    private readonly fonts: Fonts,
    private readonly title: string,
  ) {}

  /** Begins a new page if there is no more than this left. */
  need(height: number): boolean {
    if (this.y + height <= BOTTOM || this.y === MARGIN) return false;
    this.pages.push('');
    this.y = MARGIN;
    return true;
  }

  /** Pixels that are left of the page. */
  get left(): number {
    return BOTTOM - this.y;
  }

  put(svg: string, height: number): void {
    const last = this.pages.length - 1;
    this.pages[last] += `<g transform="translate(${MARGIN} ${round(this.y)})">${svg}</g>`;
    this.y += height;
  }

  skip(height: number): void {
    this.y += height;
  }

  /** All pages as SVG, numbered. */
  done(): string[] {
    const count = this.pages.length;
    const style = { size: 10.5, color: COLORS.muted } as const;
    const name = wrapped(this.fonts, this.title, WIDTH - 110, style.size)[0] ?? '';
    return this.pages.map((content, index) => {
      const y = PAGE.height - 34;
      const foot = [
        `<rect x="${MARGIN}" y="${y - 18}" width="${WIDTH}" height="0.75" fill="${COLORS.line}"/>`,
        textAt(MARGIN, y, name, style),
        textAt(PAGE.width - MARGIN, y, `Page ${index + 1} of ${count}`, { ...style, anchor: 'end' }),
      ].join('');
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${PAGE.width}" height="${PAGE.height}" viewBox="0 0 ${PAGE.width} ${PAGE.height}">${content}${foot}</svg>`;
      return withSpareFont(this.fonts, svg);
    });
  }
}

/** A report of a dashboard, page by page: each widget as a chart and its table. */
export async function drawReport(document: ReadDocument): Promise<string[]> {
  const fonts = await loadFonts();
  const pages = new Pages(fonts, document.title);
  const heading = drawHeading(fonts, document, WIDTH, 24);
  pages.put(heading.svg, heading.height + 10);
  pages.put(`<rect width="${WIDTH}" height="1.5" fill="${COLORS.text}"/>`, 18);
  const hasRange = sharedRange(document) === undefined;
  for (const picture of document.pictures) {
    await writeWidget(pages, fonts, picture, subtitleOf(picture, hasRange));
    pages.skip(26);
  }
  return pages.done();
}

async function writeWidget(
  pages: Pages,
  fonts: Fonts,
  picture: PicturePart,
  subtitle: string,
): Promise<void> {
  const { part } = picture;
  const type = part.widget?.type ?? 'table';
  const isEmpty = 'columns' in part && picture.rows.length === 0;
  const height =
    isEmpty && type !== 'stat' ? EMPTY_HEIGHT : (HEIGHTS[type] ?? (isChartType(type) ? CHART_HEIGHT : 0));
  const titles = wrapped(fonts, part.title, WIDTH, 16, true);
  const head = titles.length * 22 + (subtitle ? 18 : 0) + 6;
  pages.need(head + (height || 3 * ROW_HEIGHT) + (isChartType(type) ? 16 : 0));
  for (const title of titles) pages.put(textAt(0, 16, title, { size: 16, isBold: true }), 22);
  if (subtitle)
    for (const line of wrapped(fonts, subtitle, WIDTH, 11).slice(0, 2))
      pages.put(textAt(0, 11, line, { size: 11, color: COLORS.muted }), 16);
  pages.skip(6);
  if (!('columns' in part)) return writeWords(pages, fonts, displayOf(part.widget).markdown ?? '');
  if (height > 0) {
    const { svg, notes } = await drawWidget(fonts, picture, { width: WIDTH, height });
    pages.put(svg, height + 6);
    for (const note of notes) pages.put(textAt(0, 10, note, { size: 10.5, color: COLORS.muted }), 16);
  }
  // One row of numbers is told by the picture.
  if (isEmpty || type === 'stat' || (type === 'gauge' && picture.total === 1)) return;
  writeTable(pages, fonts, picture, isChartType(type) ? CHART_ROWS : TABLE_ROWS);
}

function writeWords(pages: Pages, fonts: Fonts, markdown: string): void {
  for (const { text, size, isBold, indent, height } of linesOfMarkdown(fonts, markdown, WIDTH)) {
    pages.need(height);
    pages.put(textAt(indent, height - 4, text, { size, isBold }), height);
  }
}

function writeTable(pages: Pages, fonts: Fonts, { part, rows, total }: PicturePart, most: number): void {
  if (!('columns' in part)) return;
  const display = displayOf({ display: part.widget?.display ?? {} });
  const { columns, time } = part;
  const table = tablePicture({ columns, rows, display, time, width: WIDTH, fonts });
  pages.need(LINE_ROOM + ROW_HEIGHT);
  const fit = Math.floor(pages.left / ROW_HEIGHT) - 2;
  const isSample = most === CHART_ROWS && total > most;
  const count = Math.min(rows.length, isSample && fit >= FEWEST_ROWS ? Math.min(most, fit) : most);
  pages.put(table.head, ROW_HEIGHT);
  for (let index = 0; index < count; index++) {
    if (pages.need(LINE_ROOM)) pages.put(table.head, ROW_HEIGHT);
    pages.put(table.row(index), ROW_HEIGHT);
  }
  if (count < total) pages.put(moreRows(total - count, 0), ROW_HEIGHT);
}
