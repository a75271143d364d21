import { AppError, textErrors } from '@app/platform';

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

/**
 * @throws AppError 400 that names each parameter of a URL which is called like a property that every object has: none of ours is, and
 *   whoever copies it into an object would change more than a value
 */
export function assertParameterNames(parameters: unknown): void {
  const name = Object.keys(parameters ?? {}).find((each) => each in Object.prototype);
  if (name !== undefined) throw AppError.invalid(`/${name}`, `${name} is no parameter here`);
}

/**
 * @throws AppError 400 that names each text of the body or the URL's parameters with a NUL or half a surrogate pair: no database
 *   can store it, and two programs that read it may see two different texts
 */
export function assertTexts(body: unknown, parameters: unknown): void {
  const errors = [...(Buffer.isBuffer(body) ? [] : textErrors(body, '')), ...textErrors(parameters, '')];
  const [first] = errors;
  if (!first) return;
  throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
}
