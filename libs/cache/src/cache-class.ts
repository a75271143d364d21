/**
 * Kinds of answers, and how long one lives in the shared level, in milliseconds. Freshness does not rest on these:
 * versions and tags end an entry at once. They bound how long an unused entry takes room.
 */
export const CACHE_TTL_MS = {
  dashboardData: 300_000,
  widgetData: 60_000,
  preferences: 3_600_000,
  aggregation: 1_800_000,
  catalog: 300_000,
  list: 60_000,
} as const;

export type CacheClass = keyof typeof CACHE_TTL_MS;

export const CACHE_CLASSES = Object.keys(CACHE_TTL_MS) as CacheClass[];

const SPREAD = 0.1;

/** The time to live with up to ±10 %, so that what was cached together does not end together. */
export function withJitter(ttlMs: number, random: () => number = Math.random): number {
  return Math.round(ttlMs * (1 - SPREAD + 2 * SPREAD * random()));
}
