import type { Aggregation } from '../query/metric-query';

/** A column of numbers that becomes a metric. */
export interface DemoMeasure {
  column: string;
  metric: string;
  unit: string;
  description: string;
  defaultAggregation: Aggregation;
}

/** A public data set of vega-datasets and how its rows become points: one point per row and measure. */
export interface DemoDataset {
  /** Also the key of its progress. */
  name: string;
  /** File below the package's `data` folder. */
  file: string;
  /** DuckDB's reader of the file, with `$file` for its path; gives the columns `row` (from 0, in order of time) and `date`. */
  source: string;
  /** Only rows before this time (UTC) belong to the sample. */
  sampleBefore?: string;
  measures: DemoMeasure[];
  dimensions: string[];
  /** Rows per batch: at most 10,000 points, and at most 24 months for a file that begins with new partitions. */
  batchRows: number;
}

const byDate = `(SELECT row_number() OVER (ORDER BY date) - 1 AS row, * FROM read_csv($file) ORDER BY date)`;

/** US flights of the first half of 2001: the Bureau of Transportation Statistics' on-time records. */
export const FLIGHTS: DemoDataset = {
  name: 'flights-3m',
  file: 'flights-3m.parquet',
  // The file is sorted by date.
  source: '(SELECT file_row_number AS row, * FROM read_parquet($file, file_row_number = true))',
  sampleBefore: '2001-01-10T00:00:00Z',
  measures: [
    {
      column: 'delay',
      metric: 'flights.delay',
      unit: 'minutes',
      description: 'Delay at arrival of a US flight; negative when it was early.',
      defaultAggregation: 'avg',
    },
    {
      column: 'distance',
      metric: 'flights.distance',
      unit: 'miles',
      description: 'Distance between the airports of a US flight.',
      defaultAggregation: 'avg',
    },
  ],
  dimensions: ['origin', 'destination'],
  batchRows: 2_500,
};

export const SP500: DemoDataset = {
  name: 'sp500-2000',
  file: 'sp500-2000.csv',
  source: byDate,
  measures: [
    {
      column: 'close',
      metric: 'sp500.close',
      unit: 'USD',
      description: 'Closing level of the S&P 500 index on a trading day.',
      defaultAggregation: 'avg',
    },
    {
      column: 'volume',
      metric: 'sp500.volume',
      unit: 'shares',
      description: 'Shares of the S&P 500 companies traded on a day.',
      defaultAggregation: 'sum',
    },
  ],
  dimensions: [],
  batchRows: 480,
};

export const SEATTLE: DemoDataset = {
  name: 'seattle-weather',
  file: 'seattle-weather.csv',
  source: byDate,
  measures: [
    {
      column: 'temp_max',
      metric: 'seattle.temp_max',
      unit: '°C',
      description: 'Highest temperature of a day in Seattle.',
      defaultAggregation: 'avg',
    },
    {
      column: 'temp_min',
      metric: 'seattle.temp_min',
      unit: '°C',
      description: 'Lowest temperature of a day in Seattle.',
      defaultAggregation: 'avg',
    },
    {
      column: 'precipitation',
      metric: 'seattle.precipitation',
      unit: 'mm',
      description: 'Rain and snow of a day in Seattle.',
      defaultAggregation: 'sum',
    },
    {
      column: 'wind',
      metric: 'seattle.wind',
      unit: 'm/s',
      description: 'Average wind speed of a day in Seattle.',
      defaultAggregation: 'avg',
    },
  ],
  dimensions: ['weather'],
  batchRows: 700,
};

/** In the order in which they are loaded: the small ones first. */
export const DEMO_DATASETS: readonly DemoDataset[] = [SEATTLE, SP500, FLIGHTS];
