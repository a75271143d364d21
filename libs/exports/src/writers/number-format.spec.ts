import fc from 'fast-check';
import { numberFormat } from './number-format';

/** What a spreadsheet makes of a number with such a format. */
function shown(value: number): string {
  const [, digits = '', exponent] = /^(?:#,##)?0(?:\.(0+))?(E\+00)?$/.exec(numberFormat(value)) ?? [
    '',
    'none',
  ];
  if (digits === 'none') throw new Error(`no format: ${numberFormat(value)}`);
  if (exponent) return value.toExponential(digits.length);
  return value.toLocaleString('en', {
    minimumFractionDigits: digits.length,
    maximumFractionDigits: digits.length,
  });
}

describe('numbers in spreadsheets', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [7, '7'],
    [-1234, '-1,234'],
    [1_764_000_000_000, '1,764,000,000,000'],
    [1e15, '1e+15'],
    [1.7e21, '1.7e+21'],
    [12345.67, '12,345.67'],
    [0.5, '0.5'],
    [-0.25, '-0.25'],
    [1 / 3, '0.333333'],
    [0.1 + 0.2, '0.3'],
    [37 / 3, '12.333333'],
    [123_456_789_012.345, '123,456,789,012.345'],
    [5.000000001, '5'],
    [0.000123456789, '0.000123457'],
    [0.0000003, '3e-7'],
    [-0.00000012345, '-1.2345e-7'],
    [5e-324, '4.94066e-324'],
  ])('%d', (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it('shows of every number what it is', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const seen = Number(shown(value).replaceAll(',', ''));
        expect(Math.abs(seen - value)).toBeLessThanOrEqual(5.0001e-6 * Math.abs(value));
      }),
    );
  });
});
