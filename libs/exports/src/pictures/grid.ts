import type { ExportPlace } from '../writers/export-document';

export const GRID_COLUMNS = 12;
const UNPLACED = { w: 6, h: 4 };

/** Where each part of a document is, in its order: as laid out, without empty rows; what has no place comes below, two in a row. */
export function placesOf({
  parts,
  layout,
}: {
  parts: { widget?: { id: string } }[];
  layout: ExportPlace[];
}): Omit<ExportPlace, 'widgetId'>[] {
  const known = new Map(layout.map((place) => [place.widgetId, place]));
  const placed = parts.map(({ widget }) => (widget ? known.get(widget.id) : undefined));
  const taken = new Set<number>();
  for (const { y, h } of placed.filter((place) => place !== undefined))
    for (let row = y; row < y + h; row++) taken.add(row);
  const rows = [...taken].toSorted((a, b) => a - b);
  const above = new Map(rows.map((row, index) => [row, index]));
  let free = 0;
  return placed.map((place) => {
    if (place) return { x: place.x, y: above.get(place.y) ?? 0, w: place.w, h: place.h };
    const at = free++;
    return {
      ...UNPLACED,
      x: at % 2 === 0 ? 0 : GRID_COLUMNS / 2,
      y: rows.length + Math.floor(at / 2) * UNPLACED.h,
    };
  });
}
