import { newId } from '../ids';
import { decodeCursor, toPage } from './page';

const rows = [newId(), newId(), newId()].map((id) => ({ id }));

describe('pages', () => {
  it('end when there are no more rows', () => {
    expect(toPage(rows, 3, ({ id }) => id)).toEqual({
      data: rows.map(({ id }) => id),
      page: { limit: 3, nextCursor: null },
    });
  });

  it('give a cursor that leads behind the last row shown', () => {
    const { data, page } = toPage(rows, 2, ({ id }) => id);
    expect(data).toHaveLength(2);
    expect(decodeCursor(page.nextCursor ?? undefined)).toBe(rows[1]?.id);
  });

  it('refuse a cursor that they did not give', () => {
    for (const cursor of ['', 'x', Buffer.from(`' OR 1=1 --`).toString('base64url')]) {
      expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
    }
    expect(decodeCursor(undefined)).toBeUndefined();
  });
});
