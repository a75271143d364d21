import { assert, integer, jsonValue, property } from 'fast-check';
import { JsonWeight } from './json-weight';

const weightOf = (text: string, charset = 'utf-8', cut = Infinity): number => {
  const weight = new JsonWeight(charset);
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += cut) weight.add(bytes.subarray(from, from + cut));
  return weight.bytes;
};

describe('the memory that a page will take', () => {
  it('is the same however the page comes', () => {
    assert(
      property(jsonValue(), integer({ min: 1, max: 7 }), (value, cut) => {
        const text = JSON.stringify(value);
        expect(weightOf(text, 'utf-8', cut)).toBe(weightOf(text));
      }),
    );
  });

  it('is that of values, whatever stands in texts', () => {
    const text = (inside: string) => JSON.stringify([inside]);
    expect(weightOf(text('{[,:"\\{'))).toBe(weightOf(text('xxxx"\\x')));
    expect(weightOf('[{},{}]')).toBeGreaterThan(weightOf(text('{},{}')));
  });

  it('is not made to look small by a character set in which a quote may be half a character', () => {
    const marks = '{'.repeat(1_000);
    expect(weightOf(`"${marks}"`, 'utf-16le')).toBe(weightOf(`"${marks}"`, 'shift_jis'));
    expect(weightOf(`"${marks}"`, 'utf-16le')).toBeGreaterThan(weightOf(`"${marks}"`, 'ISO-8859-1'));
  });
});
