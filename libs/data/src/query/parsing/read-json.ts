import { type QueryErrors, shown, step } from './query-errors';

export type JsonObject = Record<string, unknown>;

/** The value as an object of none but these properties; undefined, with the reason noted, when it is none. */
export function readObject(
  value: unknown,
  allowed: readonly string[],
  pointer: string,
  errors: QueryErrors,
): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    errors.add(pointer, `must be an object with ${allowed.join(', ')}; given is ${shown(value)}`);
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key)) {
      errors.add(
        `${pointer}${step(key.slice(0, 100))}`,
        `is no property here; allowed are ${allowed.join(', ')}`,
      );
    }
  }
  return value as JsonObject;
}

/** One of a closed set of words. */
export function readWord<W extends string>(
  value: unknown,
  words: readonly W[],
  pointer: string,
  errors: QueryErrors,
): W | undefined {
  if (typeof value === 'string' && (words as readonly string[]).includes(value)) return value as W;
  errors.add(pointer, `must be one of ${words.join(', ')}; given is ${shown(value)}`);
  return undefined;
}

/** A name of something: text of 1 to `longest` characters. */
export function readName(
  value: unknown,
  longest: number,
  pointer: string,
  errors: QueryErrors,
): string | undefined {
  if (typeof value === 'string' && value.length > 0 && value.length <= longest && !value.includes('\0'))
    return value;
  errors.add(pointer, `must be text of 1 to ${longest} characters; given is ${shown(value)}`);
  return undefined;
}

/** An integer from 1 to `most`; more is beyond a limit, anything else wrong. */
export function readCount(
  value: unknown,
  most: number,
  pointer: string,
  errors: QueryErrors,
): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) {
    if (value <= most) return value;
    errors.limit(pointer, `is at most ${most}; given is ${value}`);
  } else {
    errors.add(pointer, `must be an integer from 1 to ${most}; given is ${shown(value)}`);
  }
  return undefined;
}

/** True or false; false counts as absent. */
export function readFlag(value: unknown, pointer: string, errors: QueryErrors): true | undefined {
  if (value === true) return true;
  if (value !== undefined && value !== false)
    errors.add(pointer, `must be true or false; given is ${shown(value)}`);
  return undefined;
}

/** A list of at most `most` items; undefined counts as none. */
export function readList(value: unknown, most: number, pointer: string, errors: QueryErrors): unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    errors.add(pointer, `must be a list; given is ${shown(value)}`);
    return [];
  }
  if (value.length <= most) return value;
  errors.limit(pointer, `takes at most ${most}; given are ${value.length}`);
  return [];
}

/** Whether objects and lists nest deeper than `levels`. Does not recurse, so no input can exhaust the stack. */
export function isDeeperThan(input: unknown, levels: number): boolean {
  let layer: unknown[] = [input];
  for (let level = 0; layer.length > 0; level++) {
    const containers = layer.filter((value): value is object => typeof value === 'object' && value !== null);
    if (containers.length > 0 && level === levels) return true;
    layer = containers.flatMap((value): unknown[] => Object.values(value));
  }
  return false;
}
