const dashboardId = '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01';
const timeRange = { from: '2001-01-01T00:00:00Z', to: '2001-01-11T00:00:00Z' };

/** Bodies of `POST /widgets` in Swagger. */
export const WIDGET_EXAMPLES = {
  line: {
    summary: 'A line over time',
    value: {
      dashboardId,
      type: 'line',
      title: 'Average delay by hour',
      config: {
        query: { metrics: [{ metric: 'flights.delay', aggregation: 'avg' }], timeRange, interval: '1h' },
        display: { unit: 'min', legend: 'none' },
      },
      position: { x: 0, y: 0, w: 12, h: 4 },
    },
  },
  gauge: {
    summary: 'One number on a scale',
    value: {
      dashboardId,
      type: 'gauge',
      title: '95th percentile of the delay',
      config: {
        query: {
          metrics: [{ metric: 'flights.delay', aggregation: 'percentile', percentile: 95 }],
          timeRange,
        },
        display: {
          min: 0,
          max: 120,
          thresholds: [
            { value: 0, color: '#2e9e5b' },
            { value: 60, color: '#d64545' },
          ],
        },
      },
    },
  },
  text: {
    summary: 'Words',
    value: {
      dashboardId,
      type: 'text',
      title: 'Notes',
      config: { display: { markdown: '## US flights\nTimes are UTC.' } },
    },
  },
};
