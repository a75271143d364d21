/** A metric of points that an instrument is written as. */
export interface PointMetric {
  name: string;
  unit: string;
  description: string;
  defaultAggregation: 'sum' | 'avg' | 'max' | 'percentile';
}

/** One number, as Prometheus reads it. */
export interface Sample {
  /** Follows the family's name: `_bucket`, `_sum`, `_count`. */
  suffix?: string;
  labels: Readonly<Record<string, string | number>>;
  value: number;
}

/** The samples of one name. */
export interface Family {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  samples: Sample[];
}

/** One number on its way to become a point. */
export interface Measured {
  metric: string;
  value: number;
  dimensions: Readonly<Record<string, string>>;
}

/** What is new since the last take that was kept. A take that is not kept is taken again, but for sampled durations. */
export interface Taken {
  measured: Measured[];
  /** Call it once the points are stored. */
  keep(): void;
}

/** Something that is measured: read by Prometheus, and taken as points. Label values come from small, closed sets. */
export interface Instrument {
  /** As Prometheus names it, unique in a process. */
  readonly name: string;
  family(): Family | Promise<Family>;
  take(): Taken | Promise<Taken>;
}
