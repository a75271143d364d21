/** The kinds of rollups, the coarsest first. They are also the names of the tables. */
export const LEVELS = ['rollup_1d', 'rollup_1h', 'rollup_1m'] as const;
export type Level = (typeof LEVELS)[number];

/** How long a row of a level is, in ms. Rows begin at multiples of it in UTC. */
export const LEVEL_MS: Readonly<Record<Level, number>> = {
  rollup_1d: 86_400_000,
  rollup_1h: 3_600_000,
  rollup_1m: 60_000,
};

/** A stretch of time, half-open, in UTC ms. */
export interface Span {
  from: number;
  to: number;
}

/** A stretch of time and what answers it. */
export interface Segment extends Span {
  level: Level | 'raw';
}

/** The same time as sorted spans that do not touch. */
export function unionOf(spans: readonly Span[]): Span[] {
  const union: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else union.push({ ...span });
  }
  return union;
}
