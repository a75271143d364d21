import type { DashboardDefinition, WidgetConfigInput } from '../definition/dashboard-definition';

const timeRange = '1h';
const interval = '1m';
const requests = { metric: 'vitrine.http.requests', aggregation: 'sum', as: 'requests' };
const p95 = { metric: 'vitrine.http.duration', aggregation: 'percentile', percentile: 95, as: 'p95' };
const errors = [{ dimension: 'status_class', operator: 'in', values: ['4xx', '5xx'] }];
const byProcess = ['process', 'instance'];

/** How Vitrine itself is doing, from what it writes about itself. */
export const VITRINE_DASHBOARD: DashboardDefinition<WidgetConfigInput> = {
  kind: 'vitrine/dashboard',
  version: 1,
  dashboard: {
    name: 'Vitrine',
    description:
      'How this installation is doing: requests, jobs, cache, lag, event loop, memory and connections.',
    layout: {
      columns: 12,
      items: [
        { widgetId: 'answered', x: 0, y: 0, w: 3, h: 3 },
        { widgetId: 'p95', x: 3, y: 0, w: 3, h: 3 },
        { widgetId: 'lag', x: 6, y: 0, w: 3, h: 3 },
        { widgetId: 'cache', x: 9, y: 0, w: 3, h: 3 },
        { widgetId: 'requests', x: 0, y: 3, w: 6, h: 4 },
        { widgetId: 'durations', x: 6, y: 3, w: 6, h: 4 },
        { widgetId: 'routes', x: 0, y: 7, w: 6, h: 5 },
        { widgetId: 'errors', x: 6, y: 7, w: 6, h: 5 },
        { widgetId: 'jobs', x: 0, y: 12, w: 6, h: 4 },
        { widgetId: 'pool', x: 6, y: 12, w: 6, h: 4 },
        { widgetId: 'loop', x: 0, y: 16, w: 6, h: 4 },
        { widgetId: 'memory', x: 6, y: 16, w: 6, h: 4 },
      ],
    },
    filters: [],
    tags: ['vitrine'],
    visibility: 'organization',
  },
  widgets: [
    {
      id: 'answered',
      type: 'stat',
      title: 'Requests in the last hour',
      config: { query: { metrics: [requests], timeRange }, display: { decimals: 0 } },
    },
    {
      id: 'p95',
      type: 'gauge',
      title: 'One request in twenty takes longer than',
      config: {
        query: { metrics: [p95], timeRange },
        display: {
          unit: 'ms',
          decimals: 1,
          min: 0,
          max: 1_000,
          thresholds: [
            { value: 0, color: '#2e9e5b' },
            { value: 200, color: '#e0a030' },
            { value: 500, color: '#d64545' },
          ],
        },
      },
    },
    {
      id: 'lag',
      type: 'stat',
      title: 'Longest wait of an event and of a rollup',
      config: {
        query: {
          metrics: [
            { metric: 'vitrine.relay.lag', aggregation: 'max', as: 'event' },
            { metric: 'vitrine.rollup.lag', aggregation: 'max', as: 'rollup' },
          ],
          timeRange: '5m',
        },
        display: { unit: 'ms', decimals: 0 },
      },
    },
    {
      id: 'cache',
      type: 'pie',
      title: 'Where answers came from',
      config: {
        query: {
          metrics: [{ metric: 'vitrine.cache.lookups', aggregation: 'sum', as: 'lookups' }],
          timeRange,
          groupBy: ['outcome'],
        },
        display: { legend: 'right', donut: true },
      },
    },
    {
      id: 'requests',
      type: 'area',
      title: 'Requests per minute',
      config: {
        query: { metrics: [requests], timeRange, interval, groupBy: ['status_class'] },
        display: { min: 0, stacked: true, legend: 'bottom' },
      },
    },
    {
      id: 'durations',
      type: 'line',
      title: 'Duration of requests: median and 95th percentile',
      config: {
        query: {
          metrics: [
            { metric: 'vitrine.http.duration', aggregation: 'percentile', percentile: 50, as: 'median' },
            p95,
          ],
          timeRange,
          interval,
        },
        display: { unit: 'ms', decimals: 1, min: 0, legend: 'bottom' },
      },
    },
    {
      id: 'routes',
      type: 'table',
      title: 'Busiest routes',
      config: {
        query: {
          metrics: [requests, p95],
          timeRange,
          groupBy: ['method', 'route'],
          orderBy: [{ column: 'requests', direction: 'desc' }],
          limit: 20,
        },
        display: {
          columns: [
            { name: 'method', title: 'Method' },
            { name: 'route', title: 'Route' },
            { name: 'requests', title: 'Requests' },
            { name: 'p95', title: '95 %', unit: 'ms', decimals: 1 },
          ],
        },
      },
    },
    {
      id: 'errors',
      type: 'bar',
      title: 'Errors by route',
      config: {
        query: {
          metrics: [requests],
          timeRange,
          groupBy: ['route', 'status_class'],
          filters: errors,
          orderBy: [{ column: 'requests', direction: 'desc' }],
          limit: 20,
        },
        display: { orientation: 'horizontal', stacked: true, legend: 'bottom' },
      },
    },
    {
      id: 'jobs',
      type: 'table',
      title: 'Jobs',
      config: {
        query: {
          metrics: [
            { metric: 'vitrine.jobs.runs', aggregation: 'sum', as: 'runs' },
            { metric: 'vitrine.jobs.duration', aggregation: 'avg', as: 'average' },
            { metric: 'vitrine.jobs.duration', aggregation: 'max', as: 'longest' },
          ],
          timeRange: '24h',
          groupBy: ['job', 'outcome'],
          orderBy: [{ column: 'runs', direction: 'desc' }],
        },
        display: {
          columns: [
            { name: 'job', title: 'Job' },
            { name: 'outcome', title: 'Outcome' },
            { name: 'runs', title: 'Runs' },
            { name: 'average', title: 'Average', unit: 'ms', decimals: 0 },
            { name: 'longest', title: 'Longest', unit: 'ms', decimals: 0 },
          ],
        },
      },
    },
    {
      id: 'pool',
      type: 'area',
      title: 'Database connections',
      config: {
        query: {
          metrics: [{ metric: 'vitrine.pool.connections', aggregation: 'max', as: 'connections' }],
          timeRange,
          interval,
          groupBy: ['process', 'state'],
        },
        display: { min: 0, legend: 'bottom' },
      },
    },
    {
      id: 'loop',
      type: 'line',
      title: 'How late the event loop was',
      config: {
        query: {
          metrics: [{ metric: 'vitrine.eventloop.delay', aggregation: 'max', as: 'delay' }],
          timeRange,
          interval,
          groupBy: byProcess,
        },
        display: { unit: 'ms', decimals: 1, min: 0, legend: 'bottom' },
      },
    },
    {
      id: 'memory',
      type: 'line',
      title: 'Memory',
      config: {
        query: {
          metrics: [{ metric: 'vitrine.memory.resident', aggregation: 'max', as: 'resident' }],
          timeRange,
          interval,
          groupBy: byProcess,
        },
        display: { unit: 'bytes', min: 0, legend: 'bottom' },
      },
    },
  ],
};
