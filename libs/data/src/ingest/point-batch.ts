/** Points as they were read from a body, not yet validated. */
export interface PointBatch {
  points: unknown[];
  /** Line of each point in a text, counted from 1; absent for JSON. */
  lines?: number[];
}
