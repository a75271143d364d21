import type { Cell } from '@app/data';

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const LARGE = 1_000_000;
const HUGE = 1e15;
const TINY = 1e-3;

/** What numbers look like. */
export interface NumberStyle {
  decimals?: number;
  unit?: string;
}

/** A number as people read it; a dash for none. */
export function numberText(value: Cell | undefined, { decimals }: NumberStyle = {}): string {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return value;
  const size = Math.abs(value);
  if (size >= HUGE) return value.toExponential(2);
  if (decimals === undefined && size >= LARGE) return COMPACT.format(value);
  if (decimals === undefined && size > 0 && size < TINY) return value.toPrecision(2);
  // A count beside an average has the same style, but no half ones.
  const isCount = Number.isInteger(value) && (decimals === undefined || size >= 1_000);
  const digits = isCount ? 0 : (decimals ?? (size < 10 ? 2 : 1));
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The same with its unit. */
export function numberWithUnit(value: Cell | undefined, style: NumberStyle = {}): string {
  const text = numberText(value, style);
  return style.unit && text !== '–' ? `${text} ${style.unit}` : text;
}

/** For axes, where there is little room. */
export function axisNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= HUGE || (size > 0 && size < TINY)) return value.toExponential(1);
  return size >= 10_000 ? COMPACT.format(value) : String(Number(value.toPrecision(6)));
}
