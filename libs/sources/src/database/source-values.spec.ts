import fc from 'fast-check';
import { readValue } from './mysql/mysql-values';
import { exactNumber, isoTime } from './source-values';

describe('a number that came as text', () => {
  it.each([
    ['0', 0],
    ['12.50', 12.5],
    ['-0.001', -0.001],
    ['1.0', 1],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['18446744073709551615', '18446744073709551615'],
    ['0.30000000000000004', 0.30000000000000004],
    ['0.12345678901234567890', '0.12345678901234567890'],
    ['123456789012345678.5', '123456789012345678.5'],
    ['NaN', 'NaN'],
    ['', ''],
  ])('%p is %p', (text, value) => {
    expect(exactNumber(text)).toBe(value);
  });

  it('loses nothing, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt(), (whole) => {
        expect(BigInt(exactNumber(String(whole)))).toBe(whole);
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(exactNumber(String(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('a time that came as text', () => {
  it.each([
    ['2026-07-01 12:30:00+00', '2026-07-01T12:30:00Z'],
    ['2026-07-01 12:30:00.500', '2026-07-01T12:30:00.5Z'],
    ['2026-07-01 12:30:00.000', '2026-07-01T12:30:00Z'],
    ['2026-07-01 12:30:10', '2026-07-01T12:30:10Z'],
    ['2026-07-01T12:30:00.123456Z', '2026-07-01T12:30:00.123456Z'],
    ['infinity', 'infinity'],
    ['0044-03-15 12:00:00 BC', '0044-03-15 12:00:00 BC'],
  ])('%p is %p', (text, value) => {
    expect(isoTime(text)).toBe(value);
  });
});

describe('a value of MySQL', () => {
  it.each([
    [Buffer.from([5]), 16, 5],
    [Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), 16, '18446744073709551615'],
    [Buffer.from([0xde, 0xad]), 252, '3q0='],
    [0.10000000149011612, 4, 0.1],
    ['0000-00-00', 10, null],
    ['0000-00-00 00:00:00', 12, null],
    ['12.50', 246, 12.5],
    ['00:00:00', 11, '00:00:00'],
    [{ x: 1, y: 2 }, 255, '{"x":1,"y":2}'],
  ])('%p of type %p is %p', (value, columnType, expected) => {
    expect(readValue(value, { columnType } as never)).toBe(expected);
  });
});
