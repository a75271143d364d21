import type { FieldError } from '@app/platform';

/** Columns of the grid. Rows are as high as the front end makes them. */
export const COLUMNS = 12;
/** Rows of the grid: no widget reaches below. */
export const MAX_ROWS = 1_000;
/** Most widgets of one dashboard. */
export const MAX_WIDGETS = 100;

/** A rectangle in grid cells; (0, 0) is the upper left. */
export interface Position {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface LayoutItem extends Position {
  widgetId: string;
}

/** Where the widgets of a dashboard are. A widget that it does not name is not placed. */
export interface Layout {
  columns: typeof COLUMNS;
  items: LayoutItem[];
}

export const EMPTY_LAYOUT: Layout = { columns: COLUMNS, items: [] };

/**
 * What is wrong with a layout whose numbers are integers: items outside the grid, over each other, named twice, or of
 * widgets that are not among `widgetIds`.
 * @param pointer where the layout is in the request
 */
export function layoutErrors(layout: Layout, widgetIds: ReadonlySet<string>, pointer: string): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Map<string, number>();
  layout.items.forEach((item, index) => {
    const at = `${pointer}/items/${index}`;
    const earlier = seen.get(item.widgetId);
    if (!widgetIds.has(item.widgetId)) {
      errors.push({
        pointer: `${at}/widgetId`,
        message: `widgetId must be a widget of this dashboard (given: ${JSON.stringify(item.widgetId)})`,
      });
    } else if (earlier !== undefined) {
      errors.push({
        pointer: `${at}/widgetId`,
        message: `widgetId is already placed by item ${earlier} (given: ${JSON.stringify(item.widgetId)})`,
      });
    }
    seen.set(item.widgetId, earlier ?? index);
    errors.push(...positionErrors(item, at));
    const other = layout.items.findIndex(
      (candidate, position) => position < index && overlap(candidate, item),
    );
    if (other !== -1)
      errors.push({
        pointer: at,
        message: `the item overlaps item ${other} (given: ${describe(item)} over ${describe(layout.items[other]!)})`,
      });
  });
  return errors;
}

/** What is wrong with one rectangle: the side on which it leaves the grid. */
export function positionErrors(position: Position, pointer: string): FieldError[] {
  const errors: FieldError[] = [];
  if (position.x + position.w > COLUMNS) {
    errors.push({
      pointer,
      message: `x + w must be at most the ${COLUMNS} columns (given: ${describe(position)})`,
    });
  }
  if (position.y + position.h > MAX_ROWS) {
    errors.push({
      pointer,
      message: `y + h must be at most ${MAX_ROWS} rows (given: ${describe(position)})`,
    });
  }
  return errors;
}

/** The item of the layout that a rectangle would cover, if any. */
export function coveredItem(layout: Layout, position: Position): LayoutItem | undefined {
  return layout.items.find((item) => overlap(item, position));
}

/**
 * A free place for a new rectangle below everything, or in the last row beside what is there if it fits.
 * @returns undefined when the grid is full to its last row
 */
export function placeAtBottom(layout: Layout, size: { w: number; h: number }): Position | undefined {
  const bottom = Math.max(0, ...layout.items.map((item) => item.y + item.h));
  const lastRow = Math.max(
    0,
    ...layout.items.filter((item) => item.y + item.h === bottom).map((item) => item.y),
  );
  for (const y of [lastRow, bottom]) {
    for (let x = 0; x + size.w <= COLUMNS; x++) {
      const position = { x, y, ...size };
      if (positionErrors(position, '').length === 0 && !coveredItem(layout, position)) return position;
    }
  }
  return undefined;
}

/** The same layout with members in their documented order, whatever the database made of them. */
export function tidyLayout(layout: Layout): Layout {
  return {
    columns: layout.columns,
    items: layout.items.map(({ widgetId, x, y, w, h }) => ({ widgetId, x, y, w, h })),
  };
}

function overlap(a: Position, b: Position): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function describe({ x, y, w, h }: Position): string {
  return `x ${x}, y ${y}, w ${w}, h ${h}`;
}
