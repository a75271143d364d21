import { inlineParameters } from './inline-parameters';

describe('inlineParameters', () => {
  it.each([
    ['a number', 1.5, `'1.5'`],
    ['text', 'emea', `'emea'`],
    ['a quote', `o'brien`, `'o''brien'`],
    ['a backslash', 'a\\b', String.raw` E'a\\b'`],
    ['nothing', null, 'NULL'],
    ['numbers', [1, 2], `'{1,2}'`],
    ['texts', ['a', 'b,c'], `'{"a","b,c"}'`],
    ['texts with marks', [`"`, `'`, '\\'], String.raw` E'{"\\"","''","\\\\"}'`],
    ['nested and nothing', [['a', null]], `'{{"a",NULL}}'`],
  ])('writes %s', (_what, value, shown) => {
    expect(inlineParameters({ text: 'SELECT $1::x', values: [value] })).toBe(`SELECT ${shown}::x`);
  });

  it('takes a text that looks like a place for what it is', () => {
    expect(inlineParameters({ text: 'SELECT $1::text, $2::text', values: ['$2', 'b'] })).toBe(
      `SELECT '$2'::text, 'b'::text`,
    );
  });

  it('counts places beyond nine', () => {
    const values = Array.from({ length: 12 }, (_, index) => index + 1);
    expect(inlineParameters({ text: '$1 $10 $12', values })).toBe(`'1' '10' '12'`);
  });
});
