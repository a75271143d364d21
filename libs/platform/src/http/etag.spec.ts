import { assertIfMatch, etagOf, notModified } from './etag';

describe('ETags', () => {
  it('are made of the version', () => {
    expect(etagOf(3)).toBe('"3"');
  });

  it.each([
    ['"3"', true],
    ['W/"3"', true],
    ['"1", "3"', true],
    ['*', true],
    ['"2"', false],
    [undefined, false],
  ])('If-None-Match %s', (header, expected) => {
    expect(notModified(header, '"3"')).toBe(expected);
  });

  it.each(['"3"', '*', '"1", "3"', undefined, ''])('If-Match %s lets version 3 be changed', (header) => {
    expect(() => assertIfMatch(header, 3)).not.toThrow();
  });

  it.each(['"2"', 'W/"3"', '3', 'x'])('If-Match %s does not', (header) => {
    expect(() => assertIfMatch(header, 3)).toThrow(
      expect.objectContaining({ code: 'PRECONDITION_FAILED', detail: expect.stringContaining('"3"') }),
    );
  });
});
