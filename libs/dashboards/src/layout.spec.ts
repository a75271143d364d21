import * as fc from 'fast-check';
import {
  COLUMNS,
  coveredItem,
  type Layout,
  layoutErrors,
  MAX_ROWS,
  placeAtBottom,
  positionErrors,
} from './layout';

const layout = (...items: [string, number, number, number, number][]): Layout => ({
  columns: COLUMNS,
  items: items.map(([widgetId, x, y, w, h]) => ({ widgetId, x, y, w, h })),
});
const known = new Set(['a', 'b', 'c']);
const pointers = (given: Layout): string[] =>
  layoutErrors(given, known, '/layout').map((error) => error.pointer);

describe('layout', () => {
  it('accepts widgets side by side and below each other, and none at all', () => {
    expect(pointers(layout(['a', 0, 0, 6, 2], ['b', 6, 0, 6, 2], ['c', 0, 2, 12, 1]))).toEqual([]);
    expect(pointers(layout())).toEqual([]);
  });

  it('names the item that covers another one', () => {
    const errors = layoutErrors(layout(['a', 0, 0, 6, 2], ['b', 5, 1, 6, 2]), known, '/layout');
    expect(errors).toEqual([
      {
        pointer: '/layout/items/1',
        message: 'the item overlaps item 0 (given: x 5, y 1, w 6, h 2 over x 0, y 0, w 6, h 2)',
      },
    ]);
  });

  it('refuses an item that leaves the grid on the right or at the bottom', () => {
    expect(pointers(layout(['a', 7, 0, 6, 1]))).toEqual(['/layout/items/0']);
    expect(pointers(layout(['a', 0, MAX_ROWS, 1, 1]))).toEqual(['/layout/items/0']);
  });

  it("refuses a widget placed twice, and one that is not the dashboard's", () => {
    expect(pointers(layout(['a', 0, 0, 1, 1], ['a', 1, 0, 1, 1]))).toEqual(['/layout/items/1/widgetId']);
    expect(pointers(layout(['z', 0, 0, 1, 1]))).toEqual(['/layout/items/0/widgetId']);
  });

  it('fills the last row before it begins a new one', () => {
    expect(placeAtBottom(layout(), { w: 4, h: 2 })).toEqual({ x: 0, y: 0, w: 4, h: 2 });
    expect(placeAtBottom(layout(['a', 0, 0, 8, 2]), { w: 4, h: 2 })).toEqual({ x: 8, y: 0, w: 4, h: 2 });
    expect(placeAtBottom(layout(['a', 0, 0, 9, 2]), { w: 4, h: 2 })).toEqual({ x: 0, y: 2, w: 4, h: 2 });
  });

  it('has no room below the last row', () => {
    expect(placeAtBottom(layout(['a', 0, MAX_ROWS - 1, 12, 1]), { w: 1, h: 1 })).toBeUndefined();
  });

  it('always finds a place that a valid layout may have', () => {
    const size = fc.record({ w: fc.integer({ min: 1, max: COLUMNS }), h: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 30 }), (sizes) => {
        const grown = layout();
        sizes.forEach((wanted, index) => {
          const position = placeAtBottom(grown, wanted)!;
          expect(positionErrors(position, '')).toEqual([]);
          expect(coveredItem(grown, position)).toBeUndefined();
          grown.items.push({ widgetId: String(index), ...position });
        });
        const ids = new Set(grown.items.map((item) => item.widgetId));
        expect(layoutErrors(grown, ids, '/layout')).toEqual([]);
      }),
    );
  });
});
