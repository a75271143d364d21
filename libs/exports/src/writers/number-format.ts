const MOST_DECIMALS = 6;
/** Of numbers below 1, where the first digits may come late. */
const SIGNIFICANT = 6;
/** What a double holds for sure. */
const EXACT_DIGITS = 15;
const HUGE = 1e15;
const TINY = 1e-6;

/**
 * The format in which a spreadsheet shows a number: with as many decimals as it has, six at most, six digits where it is below 1, and with
 * an exponent where it would be all zeros or wider than its column. Only 0 looks like 0, and nothing ends in a lone point, as `0.###` has
 * it.
 */
export function numberFormat(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '#,##0';
  if (size >= HUGE || size < TINY)
    return `0${decimals(value.toExponential(SIGNIFICANT - 1).replace(/e.*/, ''))}E+00`;
  if (Number.isInteger(value)) return '#,##0';
  const before = Math.floor(Math.log10(size)) + 1;
  const most = size < 1 ? SIGNIFICANT - before : Math.min(MOST_DECIMALS, EXACT_DIGITS - before);
  return `#,##0${decimals(value.toFixed(most))}`;
}

/** A point and a zero for each decimal that is needed. */
function decimals(text: string): string {
  const [, digits = ''] = text.split('.');
  const needed = digits.replace(/0+$/, '').length;
  return needed === 0 ? '' : `.${'0'.repeat(needed)}`;
}
