/** Every limit of ingest in one place. Sizes are in points unless the name says otherwise. */
export const INGEST_LIMITS = {
  /** Points of one request. */
  batchPoints: 10_000,
  /** Different metrics of one batch: each one's lock is held until the batch is stored. */
  metricsPerBatch: 500,
  metricNameLength: 200,
  dimensionsPerPoint: 16,
  dimensionKeyLength: 64,
  dimensionValueLength: 256,
  idLength: 256,
  /** Different combinations of dimension values of one metric. */
  seriesPerMetric: 100_000,
  /** Earliest timestamp: 1970-01-01T00:00:00.000Z. */
  earliestMs: 0,
  /** How far a timestamp may lie in the future. */
  aheadMs: 86_400_000,
  /** Months that one batch may touch for the first time. */
  newPartitions: 24,
  /** Wrong points that one error answer names. */
  reportedErrors: 100,
  /** Below this, batches that arrive together are committed together. */
  smallBatchPoints: 500,
  /** Most points that one common commit takes. */
  groupPoints: 5_000,
  /** Common commits under way at once. */
  parallelGroups: 2,
  /** Transactions that one process writes at once. */
  parallelWrites: 4,
  /** Points that one process holds until they are committed; beyond it new batches get 503. */
  bufferedPoints: 200_000,
  /** Ids of series that one process remembers. */
  cachedSeries: 100_000,
  /** Ids of metrics that one process remembers. */
  cachedMetrics: 10_000,
} as const;

export type IngestLimits = { readonly [K in keyof typeof INGEST_LIMITS]: number };
