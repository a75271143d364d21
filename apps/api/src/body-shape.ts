import { AppError } from '@app/platform';

const MAX_DEPTH = 32;
/** Members and elements of one body in all. A full dashboard definition has about 5,000. */
const MAX_VALUES = 10_000;

/**
 * @throws AppError 400 when a body nests deeper than 32 levels or holds more than 10,000 values, before anything looks at
 *   it whose work grows faster than that
 */
export function assertBodyShape(body: unknown): void {
  let level: unknown[] = [body];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw new AppError('LIMIT_EXCEEDED', `The body nests deeper than ${MAX_DEPTH} levels.`);
    }
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
      const children = Array.isArray(value) ? value : Object.values(value);
      values += children.length;
      if (values > MAX_VALUES) {
        throw new AppError('LIMIT_EXCEEDED', `The body holds more than ${MAX_VALUES} values.`);
      }
      for (const child of children) if (typeof child === 'object' && child !== null) next.push(child);
    }
    level = next;
  }
}
