const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const LARGE = 1_000_000;

/** A number as people read it. */
export function formatNumber(value, { decimals } = {}) {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return String(value);
  if (decimals === undefined && Math.abs(value) >= LARGE) return COMPACT.format(value);
  // A count beside an average has the same display, but no half ones.
  const isCount = Number.isInteger(value) && (decimals === undefined || Math.abs(value) >= 1_000);
  const digits = isCount ? 0 : (decimals ?? (Math.abs(value) < 10 ? 2 : 1));
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function withUnit(value, display = {}) {
  const text = formatNumber(value, display);
  return display.unit && text !== '–' ? `${text} ${display.unit}` : text;
}

/** For axes, where there is little room. */
export function shortNumber(value) {
  return Math.abs(value) >= 10_000 ? COMPACT.format(value) : String(value);
}

/** An instant in UTC, as fine as the interval asks. */
export function formatTime(value, interval) {
  const [day, time] = new Date(value).toISOString().split('T');
  return /(d|w|mo|y)$/.test(interval ?? '') ? day : `${day} ${time.slice(0, 5)}`;
}

/** The colour of the last threshold that a value reaches. */
export function thresholdColor(value, thresholds = []) {
  return thresholds.findLast((threshold) => value >= threshold.value)?.color;
}
