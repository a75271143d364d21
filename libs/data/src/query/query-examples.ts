const WEEK = { from: '2001-01-01', to: '2001-01-08' };

/** Questions for Swagger that the demo data answers. */
export const QUERY_EXAMPLES = {
  delayByDay: {
    summary: 'Average delay of flights by day, two airports',
    value: {
      metrics: [{ metric: 'flights.delay', aggregation: 'avg' }],
      timeRange: WEEK,
      interval: '1d',
      filters: [{ dimension: 'origin', operator: 'in', values: ['ATL', 'ORD'] }],
    },
  },
  percentileByOrigin: {
    summary: 'The airports with the longest delays: 95th percentile and number of flights',
    value: {
      metrics: [
        { metric: 'flights.delay', aggregation: 'percentile', percentile: 95, as: 'p95' },
        { metric: 'flights.delay', aggregation: 'count', as: 'flights' },
      ],
      timeRange: WEEK,
      groupBy: ['origin'],
      orderBy: [{ column: 'p95', direction: 'desc' }],
      limit: 10,
    },
  },
  monthsOfShares: {
    summary: 'S&P 500: highest and lowest close by month, New York time',
    value: {
      metrics: [
        { metric: 'sp500.close', aggregation: 'max', as: 'high' },
        { metric: 'sp500.close', aggregation: 'min', as: 'low' },
      ],
      timeRange: { from: '2008-01-01', to: '2009-01-01' },
      interval: '1mo',
      timezone: 'America/New_York',
    },
  },
  weather: {
    summary: 'Seattle: warmest day of each week',
    value: {
      metrics: [{ metric: 'seattle.temp_max', aggregation: 'max' }],
      timeRange: { from: '2012-01-01', to: '2013-01-01' },
      interval: '1w',
    },
  },
  topWithOther: {
    summary: 'The five airports with the most flights by day, all others together, and totals',
    value: {
      metrics: [{ metric: 'flights.delay', aggregation: 'count', as: 'flights' }],
      timeRange: WEEK,
      interval: '1d',
      groupBy: ['origin'],
      top: { n: 5, by: 'flights', other: true },
      totals: true,
    },
  },
  havingManyFlights: {
    summary: 'Airports with at least a thousand flights that were late on average',
    value: {
      metrics: [
        { metric: 'flights.delay', aggregation: 'count', as: 'flights' },
        { metric: 'flights.delay', aggregation: 'avg', as: 'delay' },
      ],
      timeRange: WEEK,
      groupBy: ['origin'],
      having: [
        { column: 'flights', operator: 'gte', value: 1_000 },
        { column: 'delay', operator: 'gt', value: 0 },
      ],
    },
  },
  comparedWithLastYear: {
    summary: 'Seattle: rain by month beside that of the year before',
    value: {
      metrics: [{ metric: 'seattle.precipitation', aggregation: 'sum', as: 'rain' }],
      timeRange: { from: '2013-01-01', to: '2014-01-01' },
      interval: '1mo',
      compare: { shift: '1y' },
      totals: true,
    },
  },
  filled: {
    summary: 'S&P 500: the last close of each day, weekends included',
    value: {
      metrics: [{ metric: 'sp500.close', aggregation: 'last' }],
      timeRange: { from: '2008-09-01', to: '2008-10-01' },
      interval: '1d',
      fill: 'previous',
    },
  },
  destinations: {
    summary: 'How many destinations each airport has, and its exact 99.9th percentile of delays',
    value: {
      metrics: [
        {
          metric: 'flights.delay',
          aggregation: 'countDistinct',
          dimension: 'destination',
          as: 'destinations',
        },
        { metric: 'flights.delay', aggregation: 'percentile', percentile: 99.9, exact: true, as: 'p99.9' },
      ],
      timeRange: WEEK,
      groupBy: ['origin'],
    },
  },
  minutesPerSecond: {
    summary: 'Minutes of delay per second, at most 24 buckets',
    value: {
      metrics: [{ metric: 'flights.delay', aggregation: 'rate' }],
      timeRange: WEEK,
      interval: 'auto',
      maxDataPoints: 24,
    },
  },
};
