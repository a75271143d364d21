import type { Random } from './random';

/** Texts that break parsers, drivers, databases, file systems and spreadsheets. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e',
  '\ufeff',
  '%00',
  '%',
  '%ff',
  '../..',
  '..%2f..%2f',
  "' OR 1=1 --",
  "'; --",
  '"',
  '\\',
  '$1',
  '${1+1}',
  '{{1+1}}',
  '{',
  '[]',
  'null',
  'undefined',
  '1e999',
  '-1',
  '0',
  '-0',
  'NaN',
  '9007199254740993',
  '99999999999999999999',
  '__proto__',
  'constructor',
  'toString',
  '=1+1',
  'key:value',
  'a:b|c,d:e',
  '{"or":[]}',
  '[{"dimension":"a","operator":"in","values":[]}]',
  'a'.repeat(3_000),
  '🙂'.repeat(300),
  '2026-02-30T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '275760-09-13T00:00:00Z',
  '99999999d',
  '0d',
  'Europe/Nowhere',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-7fff-bfff-000000000001',
];

const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  2 ** 31,
  [],
  {},
  [[]],
  [null],
  { or: [] },
  { toString: 1 },
  { constructor: 1 },
  Array.from({ length: 300 }, () => 'x'),
];

export function hostileText(random: Random): string {
  return random.pick(HOSTILE_TEXTS);
}

export function hostileValue(random: Random): unknown {
  return random.chance(0.5) ? hostileText(random) : random.pick(HOSTILE_VALUES);
}

/** A copy of a JSON value in which one place is changed: replaced, removed, added, repeated or nested. */
export function mutated(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.15)) return hostileValue(random);
  if (Array.isArray(value)) return mutatedList(value, random);
  const entries = Object.entries(value);
  const at = random.below(entries.length + 1);
  const chosen = entries[at];
  if (!chosen) return { ...value, [hostileText(random) || 'x']: hostileValue(random) };
  if (random.chance(0.15)) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries([...entries, [chosen[0], mutated(chosen[1], random)]]);
}

function mutatedList(list: unknown[], random: Random): unknown[] {
  const at = random.below(list.length + 1);
  if (at === list.length) return [...list, hostileValue(random)];
  if (random.chance(0.2)) return list.filter((_, index) => index !== at);
  if (random.chance(0.2)) return [...list, ...list, ...list];
  return list.map((each, index) => (index === at ? mutated(each, random) : each));
}
