/** A point that has passed validation. */
export interface ValidPoint {
  metric: string;
  value: number;
  /** Milliseconds since 1970, UTC. */
  at: number;
  eventId: string;
  /** The dimensions as JSON with sorted keys: equal for equal dimensions. */
  dims: string;
}
