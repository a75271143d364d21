import type { DashboardDefinition, WidgetConfigInput } from '../definition/dashboard-definition';

const timeRange = { from: '2012-01-01T00:00:00Z', to: '2016-01-01T00:00:00Z' };
const days = { metric: 'seattle.temp_max', aggregation: 'count', as: 'days' };

/** Four years of weather in Seattle. */
export const SEATTLE_WEATHER: DashboardDefinition<WidgetConfigInput> = {
  kind: 'vitrine/dashboard',
  version: 1,
  dashboard: {
    name: 'Seattle weather',
    description:
      'Daily observations from 2012 to 2015. Filter by the dimension `weather`: drizzle, fog, rain, snow, sun.',
    layout: {
      columns: 12,
      items: [
        { widgetId: 'temperature', x: 0, y: 0, w: 8, h: 4 },
        { widgetId: 'days', x: 8, y: 0, w: 4, h: 4 },
        { widgetId: 'rain', x: 0, y: 4, w: 6, h: 4 },
        { widgetId: 'kinds', x: 6, y: 4, w: 6, h: 4 },
        { widgetId: 'wind', x: 0, y: 8, w: 3, h: 3 },
        { widgetId: 'extremes', x: 3, y: 8, w: 3, h: 3 },
        { widgetId: 'by-weather', x: 6, y: 8, w: 6, h: 3 },
      ],
    },
    filters: [],
    tags: ['demo', 'weather'],
    visibility: 'organization',
  },
  widgets: [
    {
      id: 'temperature',
      type: 'line',
      title: 'Highest and lowest temperature, weekly average',
      config: {
        query: {
          metrics: [
            { metric: 'seattle.temp_max', aggregation: 'avg', as: 'highest' },
            { metric: 'seattle.temp_min', aggregation: 'avg', as: 'lowest' },
          ],
          timeRange,
          interval: '1w',
        },
        display: { unit: '°C', decimals: 1, legend: 'bottom' },
      },
    },
    {
      id: 'days',
      type: 'pie',
      title: 'Days by weather',
      config: { query: { metrics: [days], timeRange, groupBy: ['weather'] }, display: { legend: 'right' } },
    },
    {
      id: 'rain',
      type: 'area',
      title: 'Precipitation by month',
      config: {
        query: {
          metrics: [{ metric: 'seattle.precipitation', aggregation: 'sum', as: 'precipitation' }],
          timeRange,
          interval: '1mo',
          groupBy: ['weather'],
        },
        display: { unit: 'mm', min: 0, stacked: true, legend: 'bottom' },
      },
    },
    {
      id: 'kinds',
      type: 'heatmap',
      title: 'Days of each weather, month by month',
      config: {
        query: { metrics: [days], timeRange, interval: '1mo', groupBy: ['weather'] },
        display: { palette: 'sequential', min: 0, max: 31 },
      },
    },
    {
      id: 'wind',
      type: 'gauge',
      title: 'Average wind',
      config: {
        query: { metrics: [{ metric: 'seattle.wind', aggregation: 'avg', as: 'wind' }], timeRange },
        display: { unit: 'm/s', decimals: 1, min: 0, max: 10 },
      },
    },
    {
      id: 'extremes',
      type: 'stat',
      title: 'Coldest and warmest',
      config: {
        query: {
          metrics: [
            { metric: 'seattle.temp_min', aggregation: 'min', as: 'coldest' },
            { metric: 'seattle.temp_max', aggregation: 'max', as: 'warmest' },
          ],
          timeRange,
        },
        display: { unit: '°C', decimals: 1 },
      },
    },
    {
      id: 'by-weather',
      type: 'table',
      title: 'What each weather is like',
      config: {
        query: {
          metrics: [
            days,
            { metric: 'seattle.temp_max', aggregation: 'avg', as: 'highest' },
            { metric: 'seattle.wind', aggregation: 'avg', as: 'wind' },
          ],
          timeRange,
          groupBy: ['weather'],
          orderBy: [{ column: 'days', direction: 'desc' }],
        },
        display: {
          columns: [
            { name: 'weather', title: 'Weather' },
            { name: 'days', title: 'Days' },
            { name: 'highest', title: 'Highest', unit: '°C', decimals: 1 },
            { name: 'wind', title: 'Wind', unit: 'm/s', decimals: 1 },
          ],
        },
      },
    },
  ],
};
