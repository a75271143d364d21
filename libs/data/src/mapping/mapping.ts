/** Where a value comes from: the element at hand, the whole payload, or the headers of the request (lower-case names). */
export const ORIGINS = ['item', 'payload', 'headers'] as const;

/** A value that is taken out of a payload by a JMESPath expression. */
export interface Picked {
  path: string;
  /** Default: item. */
  of?: (typeof ORIGINS)[number];
}

/** How times are written. Anything else is a pattern of luxon, read in `timezone`. */
export const TIME_FORMATS = ['iso8601', 'unix', 'unixMs'] as const;

export interface PickedTime extends Picked {
  /** Default: iso8601. */
  format?: string;
  /** Of a pattern without offset. Default: UTC. */
  timezone?: string;
  /** What counts where the path finds nothing: when the delivery came. Default: that is an error. */
  otherwise?: 'received';
}

/** Makes points of a payload: one, or one for each element that `each` finds. */
export interface Rule {
  /** The rule counts for payloads of which this is true, as JMESPath has it. */
  when?: string;
  /** Elements; each makes a point. */
  each?: string;
  metric: string | Picked;
  value: number | (Picked & { multiply?: number });
  /** Default: when the delivery came. */
  timestamp?: PickedTime;
  dimensions?: Record<string, string | Picked>;
  /** An object whose members are dimensions, beside those named one by one. */
  dimensionsFrom?: Picked;
  /** Names the point among all of its source. Where it finds nothing: the delivery and its place there. */
  id?: Picked;
}

export interface Mapping {
  rules: Rule[];
}
