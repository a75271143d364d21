import { isDeepStrictEqual } from 'node:util';

/**
 * Assigns only what is given and differs, so that a request which changes nothing makes no new version.
 * @returns whether anything did
 */
export function assignChanged<T extends object, F extends Partial<T>>(entity: T, fields: F): boolean {
  const changed = Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== undefined && !isDeepStrictEqual(value, entity[name as keyof T]),
    ),
  );
  Object.assign(entity, changed);
  return Object.keys(changed).length > 0;
}
