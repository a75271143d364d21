import { loadFonts } from './fonts';
import { GRID_COLUMNS, placesOf } from './grid';
import { drawHeading, sharedRange } from './heading';
import { COLORS } from './palette';
import type { ReadDocument } from './read-part';
import { fitted, round, textAt, withSpareFont } from './svg-text';
import { drawWidget, subtitleOf } from './widget-picture';

const WIDTH = 1_280;
const MARGIN = 24;
const GAP = 14;
const ROW = 76;
const PADDING = 14;
const TITLE = 14;
const SMALL = 11;
const SMALLEST = 20;

/** A dashboard as one SVG of 1,280 pixels' width, laid out as on its grid. */
export async function drawDashboard(
  document: ReadDocument,
): Promise<{ svg: string; width: number; height: number }> {
  const fonts = await loadFonts();
  const heading = drawHeading(fonts, document, WIDTH - 2 * MARGIN, 24);
  const { pictures, layout } = document;
  const places = placesOf({ parts: pictures.map(({ part }) => part), layout });
  const hasRange = sharedRange(document) === undefined;
  const top = MARGIN + heading.height + 18;
  const column = (WIDTH - 2 * MARGIN + GAP) / GRID_COLUMNS;
  let svg = '';
  let bottom = 0;
  for (const [index, picture] of pictures.entries()) {
    const { part } = picture;
    const { x, y, w, h } = places[index] ?? { x: 0, y: 0, w: GRID_COLUMNS, h: 4 };
    const [width, height] = [w * column - GAP, h * ROW - GAP];
    const inner = width - 2 * PADDING;
    const subtitle = subtitleOf(picture, hasRange);
    const head = part.title || subtitle ? PADDING + (part.title ? 20 : 0) + (subtitle ? 16 : 0) + 5 : PADDING;
    const room = { width: inner, height: Math.max(SMALLEST, height - head - PADDING) };
    let { svg: drawing, notes } = await drawWidget(fonts, picture, room);
    if (notes.length > 0)
      // Once more, with room for what is to be said below.
      ({ svg: drawing, notes } = await drawWidget(fonts, picture, {
        ...room,
        height: Math.max(SMALLEST, room.height - 16),
      }));
    const note = notes.join(' ');
    svg += [
      `<g transform="translate(${round(MARGIN + x * column)} ${round(top + y * ROW)})">`,
      `<rect width="${round(width)}" height="${round(height)}" rx="8" fill="${COLORS.card}" stroke="${COLORS.line}"/>`,
      part.title
        ? textAt(PADDING, 28, fitted(fonts, part.title, inner, TITLE, true), { size: TITLE, isBold: true })
        : '',
      subtitle
        ? textAt(PADDING, part.title ? 45 : 26, fitted(fonts, subtitle, inner, SMALL), {
            size: SMALL,
            color: COLORS.muted,
          })
        : '',
      `<g transform="translate(${PADDING} ${round(head)})">${drawing}</g>`,
      note
        ? textAt(PADDING, height - 10, fitted(fonts, note, inner, SMALL), {
            size: SMALL,
            color: COLORS.muted,
          })
        : '',
      '</g>',
    ].join('');
    bottom = Math.max(bottom, (y + h) * ROW);
  }
  const height = Math.ceil(top + Math.max(bottom - GAP, 0) + MARGIN);
  const page = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"><rect width="${WIDTH}" height="${height}" fill="${COLORS.page}"/><g transform="translate(${MARGIN} ${MARGIN})">${heading.svg}</g>${svg}</svg>`;
  return { svg: withSpareFont(fonts, page), width: WIDTH, height };
}
