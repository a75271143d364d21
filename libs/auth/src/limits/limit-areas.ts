import type { AppConfig } from '@app/platform';
import { RatePolicy, WINDOW_MS, type WindowSize } from './rate-policy';

/** What a limit is for. Each principal has a count of its own in each. */
export const AREAS = [
  'data-read',
  'points',
  'exports',
  'webhooks',
  'source-tests',
  'requests',
  'probes',
] as const;
export type Area = (typeof AREAS)[number];

const API = '/api/v1';
/** Everything else that reads `/data` is a GET. */
const QUERIES = new Set([`${API}/data/query`, `${API}/data/query/explain`]);
/** Asks a query of data hundreds of times. */
const REHEARSAL = `${API}/alerts/:id/test`;
/** What makes an export. */
const EXPORTS = new Set([
  `${API}/exports/dashboard/:id`,
  `${API}/exports/query`,
  `${API}/export-schedules/:id/run`,
]);
/** They connect to hosts that users name. */
const SOURCE_TESTS = new Set(['test', ':id/test', ':id/schema'].map((each) => `${API}/data-sources/${each}`));
const OUTSIDE = /^\/(health|metrics|docs|live)(\/|$|-)/;

/**
 * The area that a request counts in.
 * @param template of the route, such as `/api/v1/dashboards/:id`; undefined when there is no such route
 */
export function areaOf(method: string, template: string | undefined): Area {
  if (template === undefined) return 'requests';
  if (template.startsWith(`${API}/data/`)) {
    if (method === 'GET' || method === 'HEAD') return 'data-read';
    if (method !== 'POST') return 'requests';
    if (template === `${API}/data/points`) return 'points';
    return QUERIES.has(template) ? 'data-read' : 'requests';
  }
  if (method === 'POST' && template === REHEARSAL) return 'data-read';
  if (template === `${API}/webhooks/:source`) return 'webhooks';
  if (method === 'POST' && EXPORTS.has(template)) return 'exports';
  if (SOURCE_TESTS.has(template)) return 'source-tests';
  return OUTSIDE.test(template) ? 'probes' : 'requests';
}

/** The limit of each area as the settings have it; undefined where it is switched off. */
export function areaPolicies(config: AppConfig): Record<Area, RatePolicy | undefined> {
  const policy = (name: Area, limit: number, size: WindowSize): RatePolicy | undefined =>
    limit === 0 ? undefined : new RatePolicy([{ name, limit, ms: WINDOW_MS[size] }]);
  return {
    'data-read': policy('data-read', config.rateLimitDataReads, 'minute'),
    points: policy('points', config.rateLimitPoints, 'minute'),
    exports: policy('exports', config.rateLimitExports, 'hour'),
    webhooks: policy('webhooks', config.rateLimitWebhooks, 'minute'),
    'source-tests': policy('source-tests', config.rateLimitSourceTests, 'minute'),
    requests: policy('requests', config.rateLimitRequests, 'minute'),
    probes: policy('probes', config.rateLimitProbes, 'minute'),
  };
}
