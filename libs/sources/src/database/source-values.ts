/** Digits that every double gives back as they were written. */
const SAFE_DIGITS = 15;

/**
 * A whole or decimal number that came as text: a number where a double holds just this, else the text as it came, so that no digit is
 * lost. `NaN` and infinities are text.
 */
export function exactNumber(text: string): number | string {
  const value = Number(text);
  if (!Number.isFinite(value) || text.trim() === '') return text;
  if (Number.isSafeInteger(value)) {
    // 9007199254740993 would pass for its neighbour, 1.0 is 1.
    return text.length <= SAFE_DIGITS || plain(text) === String(value) ? value : text;
  }
  const digits = text
    .replace(/[eE][^]*$/, '')
    .replaceAll(/\D/g, '')
    .replace(/^0+/, '');
  return digits.length <= SAFE_DIGITS || plain(text) === String(value) ? value : text;
}

/** Without what says nothing: signs, zeros in front and behind. */
function plain(text: string): string {
  const unsigned = text.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1');
  return unsigned.includes('.') ? withoutZeros(unsigned) : unsigned;
}

/** Of a decimal, zeros at the end and the point before them. By hand: an expression would begin anew at every zero. */
function withoutZeros(text: string): string {
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}

const TIME = /^(\d{4,6}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)(?:Z|[+-]00(?::?00)?)?$/;

/** `2026-07-01 12:30:00.5+00` and its kin, which are in UTC, as ISO 8601; anything else as it came. */
export function isoTime(text: string): string {
  const match = TIME.exec(text);
  if (!match) return text;
  const [, day = '', time = ''] = match;
  return `${day}T${time.includes('.') ? withoutZeros(time) : time}Z`;
}
