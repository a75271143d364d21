/** A point as a client sends it. What is not of this shape is refused, not converted. */
export interface PointInput {
  /** 1 to 200 of letters, digits and `_ . : - /`; `time` is reserved. A new name makes a new metric. */
  metric: string;
  /** A finite double. */
  value: number;
  /** ISO 8601 with offset or Z, from 1970 to a day ahead; finer than a millisecond is cut. Absent: now. */
  timestamp?: string;
  /** At most 16. A null value counts as absent. */
  dimensions?: Record<string, string | null>;
  /** Makes the point repeatable: the same metric, dimensions, timestamp and id are stored once. Needs `timestamp`. */
  id?: string;
}

/** What became of a batch. `accepted + duplicates` is its number of points. */
export interface IngestResult {
  accepted: number;
  /** Points that were stored already, or came more than once in the batch. */
  duplicates: number;
}
