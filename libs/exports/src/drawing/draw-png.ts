import { drawDashboard } from '../pictures/dashboard-picture';
import { FONT_FAMILY, FONT_FILES, type FontName, loadFonts } from '../pictures/fonts';
import type { ReadDocument } from '../pictures/read-part';

const ZOOM = 2;
/** Pixels of the largest picture: 160 MB of memory while it is drawn. */
const MOST_PIXELS = 40_000_000;

/** PNG: the dashboard as on its grid, twice as fine as on a plain screen; very tall ones are as fine as there is room. */
export async function* drawPng(document: ReadDocument): AsyncIterable<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const fonts = await loadFonts();
  const { svg, width, height } = await drawDashboard(document);
  const picture = await renderAsync(svg, {
    fitTo: { mode: 'width', value: widthOfPng(width, height) },
    font: {
      loadSystemFonts: false,
      fontFiles: (Object.keys(FONT_FILES) as FontName[]).map((name) => fonts.fileOf(name)),
      defaultFontFamily: FONT_FAMILY,
    },
  });
  yield picture.asPng();
}

/** How wide a picture of so many points is, in pixels. */
export function widthOfPng(width: number, height: number): number {
  return Math.floor(width * Math.min(ZOOM, Math.sqrt(MOST_PIXELS / (width * height))));
}
