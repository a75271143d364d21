/**
 * A filter of a MetricQuery in normal form. This lib carries and compares it; what it means the planner knows, which lives
 * in a lib above.
 */
export type LockedFilter =
  | { dimension: string; operator: string; values: string[] }
  | { or: LockedFilter[] }
  | { and: LockedFilter[] };
