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
};
