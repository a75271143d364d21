/** The levels of rollups, from fine to coarse: each is made of the one before it, the first of points. */
export const LEVELS = ['rollup_1m', 'rollup_1h', 'rollup_1d'] as const;
export type Level = (typeof LEVELS)[number];

/** Levels that are made of the one below. */
export type ParentLevel = Exclude<Level, 'rollup_1m'>;

/** Length of a level's buckets, which begin at multiples of it in UTC. */
export const LEVEL_MS: Readonly<Record<Level, number>> = {
  rollup_1m: 60_000,
  rollup_1h: 3_600_000,
  rollup_1d: 86_400_000,
};

export const MINUTE_MS = LEVEL_MS.rollup_1m;
export const DAY_MS = LEVEL_MS.rollup_1d;

/** The starts of the buckets that instants (UTC ms) lie in, each once and in order. */
export function bucketsOf(level: Level, instants: Iterable<number>): number[] {
  const length = LEVEL_MS[level];
  const starts = new Set<number>();
  for (const instant of instants) starts.add(Math.floor(instant / length) * length);
  return [...starts].toSorted((a, b) => a - b);
}
