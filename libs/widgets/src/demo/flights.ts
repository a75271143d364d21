import type { DashboardDefinition, WidgetConfigInput } from '../definition/dashboard-definition';

const timeRange = { from: '2001-01-01T00:00:00Z', to: '2001-01-11T00:00:00Z' };
const HUBS = ['ATL', 'DEN', 'DFW', 'DTW', 'IAH', 'LAX', 'MSP', 'ORD', 'PHX', 'STL'];
const hubs = [{ dimension: 'origin', operator: 'in', values: HUBS }];
const flights = { metric: 'flights.delay', aggregation: 'count', as: 'flights' };
const delay = { metric: 'flights.delay', aggregation: 'avg', as: 'delay' };

/** How late US flights were in the first ten days of 2001. */
export const FLIGHTS: DashboardDefinition<WidgetConfigInput> = {
  kind: 'vitrine/dashboard',
  version: 1,
  dashboard: {
    name: 'US flights',
    description: 'How late US flights were in the first ten days of 2001, by airport. Times are read as UTC.',
    layout: {
      columns: 12,
      items: [
        { widgetId: 'about', x: 0, y: 0, w: 3, h: 3 },
        { widgetId: 'flights', x: 3, y: 0, w: 3, h: 3 },
        { widgetId: 'p95', x: 6, y: 0, w: 3, h: 3 },
        { widgetId: 'distance', x: 9, y: 0, w: 3, h: 3 },
        { widgetId: 'delay', x: 0, y: 3, w: 8, h: 4 },
        { widgetId: 'origins', x: 8, y: 3, w: 4, h: 4 },
        { widgetId: 'latest', x: 0, y: 7, w: 6, h: 5 },
        { widgetId: 'hubs', x: 6, y: 7, w: 6, h: 5 },
      ],
    },
    filters: [],
    tags: ['demo', 'flights'],
    visibility: 'organization',
  },
  widgets: [
    {
      id: 'about',
      type: 'text',
      title: 'About',
      config: {
        display: {
          markdown:
            'US domestic flights with their **delay on arrival** in minutes (negative: early) and their **distance** in miles, ' +
            'by `origin` and `destination`. Public data of the Bureau of Transportation Statistics, from vega-datasets.',
        },
      },
    },
    {
      id: 'flights',
      type: 'stat',
      title: 'Flights and average delay',
      config: { query: { metrics: [flights, delay], timeRange }, display: { decimals: 1 } },
    },
    {
      id: 'p95',
      type: 'gauge',
      title: 'One flight in twenty is later than',
      config: {
        query: {
          metrics: [{ metric: 'flights.delay', aggregation: 'percentile', percentile: 95, as: 'p95' }],
          timeRange,
        },
        display: {
          unit: 'min',
          decimals: 0,
          min: 0,
          max: 120,
          thresholds: [
            { value: 0, color: '#2e9e5b' },
            { value: 30, color: '#e0a030' },
            { value: 60, color: '#d64545' },
          ],
        },
      },
    },
    {
      id: 'distance',
      type: 'stat',
      title: 'Average distance',
      config: {
        query: { metrics: [{ metric: 'flights.distance', aggregation: 'avg', as: 'distance' }], timeRange },
        display: { unit: 'mi', decimals: 0 },
      },
    },
    {
      id: 'delay',
      type: 'line',
      title: 'Average delay by hour',
      config: {
        query: { metrics: [delay], timeRange, interval: '1h' },
        display: { unit: 'min', decimals: 1, legend: 'none', thresholds: [{ value: 15, color: '#d64545' }] },
      },
    },
    {
      id: 'origins',
      type: 'pie',
      title: 'Departures of the ten hubs',
      config: {
        query: { metrics: [flights], timeRange, groupBy: ['origin'], filters: hubs },
        display: { legend: 'right', donut: true },
      },
    },
    {
      id: 'latest',
      type: 'bar',
      title: 'Ten airports with the latest departures',
      config: {
        query: {
          metrics: [delay],
          timeRange,
          groupBy: ['origin'],
          orderBy: [{ column: 'delay', direction: 'desc' }],
          limit: 10,
        },
        display: { unit: 'min', decimals: 1, legend: 'none', orientation: 'horizontal' },
      },
    },
    {
      id: 'hubs',
      type: 'heatmap',
      title: 'Delay of the hubs, day by day',
      config: {
        query: { metrics: [delay], timeRange, interval: '1d', groupBy: ['origin'], filters: hubs },
        display: { unit: 'min', decimals: 1, palette: 'diverging' },
      },
    },
  ],
};
