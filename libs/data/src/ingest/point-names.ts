import { given } from './point-errors';

const METRIC_NAME = /^[A-Za-z0-9_.:/-]+$/;
const DIMENSION_KEY = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
/** `time` names a column of every answer; `__proto__` is no name that a JSON reader can be trusted with. */
const RESERVED = new Set(['time', '__proto__']);

/** What is wrong with a metric's name, or undefined. */
export function metricNameProblem(name: unknown, maxLength: number): string | undefined {
  if (typeof name !== 'string' || name.length === 0 || name.length > maxLength || !METRIC_NAME.test(name)) {
    return `metric must be 1 to ${maxLength} of letters, digits and _ . : - / ${given(name)}`;
  }
  return RESERVED.has(name) ? `metric must not be ${JSON.stringify(name)}, which is reserved` : undefined;
}

/** What is wrong with a dimension's name, or undefined. */
export function dimensionKeyProblem(key: string, maxLength: number): string | undefined {
  if (key.length <= maxLength && DIMENSION_KEY.test(key) && !RESERVED.has(key)) return undefined;
  const rule = `1 to ${maxLength} of letters, digits and _ . -, beginning with a letter or _, and not "time"`;
  return `a dimension's name must be ${rule} ${given(key)}`;
}

/** What is wrong with a dimension's value, or undefined. */
export function dimensionValueProblem(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string' || longerThan(value, maxLength)) {
    return `a dimension's value must be a string of at most ${maxLength} characters ${given(value)}`;
  }
  // PostgreSQL stores neither.
  if (value.includes('\u0000') || !value.isWellFormed()) {
    return "a dimension's value must be well-formed Unicode without the NUL character";
  }
  return undefined;
}

/** Counts code points; only where the number of UTF-16 units does not decide. */
function longerThan(text: string, characters: number): boolean {
  if (text.length <= characters) return false;
  return text.length > 2 * characters || Array.from(text).length > characters;
}
