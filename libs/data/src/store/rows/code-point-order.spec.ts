import { assert, property, string } from 'fast-check';
import { compareCodePoints } from './code-point-order';

describe('compareCodePoints', () => {
  it('is the order of the bytes of UTF-8', () => {
    const text = string({ unit: 'binary' });
    assert(
      property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('puts what is beyond U+FFFF last', () => {
    expect(['😀', '\uffee', 'z', ''].toSorted(compareCodePoints)).toEqual(['', 'z', '\uffee', '😀']);
  });
});
