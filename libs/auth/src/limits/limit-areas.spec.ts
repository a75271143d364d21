import { areaOf } from './limit-areas';
import { leaseSize, RatePolicy } from './rate-policy';

describe('areaOf', () => {
  it.each([
    ['GET', '/api/v1/data/metrics', 'data-read'],
    ['HEAD', '/api/v1/data/metrics', 'data-read'],
    ['GET', '/api/v1/data/catalog', 'data-read'],
    ['POST', '/api/v1/data/query', 'data-read'],
    ['POST', '/api/v1/data/query/explain', 'data-read'],
    ['POST', '/api/v1/alerts/:id/test', 'data-read'],
    ['POST', '/api/v1/data/points', 'points'],
    ['DELETE', '/api/v1/data/points', 'requests'],
    ['PUT', '/api/v1/data/catalog/:metric', 'requests'],
    ['POST', '/api/v1/exports/dashboard/:id', 'exports'],
    ['GET', '/api/v1/exports/:id/status', 'requests'],
    ['GET', '/api/v1/dashboards/:id/data', 'requests'],
    ['POST', '/api/v1/data-sources/:id/test', 'source-tests'],
    ['GET', '/api/v1/data-sources/:id/schema', 'source-tests'],
    ['GET', '/api/v1/data-sources/:id', 'requests'],
    ['POST', '/api/v1/auth/login', 'requests'],
    ['GET', '/health/ready', 'probes'],
    ['GET', '/metrics', 'probes'],
    ['GET', '/docs-json', 'probes'],
    ['GET', undefined, 'requests'],
  ])('%s %s counts as %s', (method, template, area) => {
    expect(areaOf(method, template)).toBe(area);
  });
});

describe('RatePolicy', () => {
  it('is told as draft-ietf-httpapi-ratelimit-headers-10 has it', () => {
    const policy = new RatePolicy([
      { name: 'minute', limit: 100, ms: 60_000 },
      { name: 'day', limit: 5_000, ms: 86_400_000 },
    ]);
    expect(policy.header).toBe('"minute";q=100;w=60, "day";q=5000;w=86400');
  });

  it('leases a 32nd of a limit, and nothing of small ones; the smallest lease of several counts', () => {
    expect([1, 60, 61, 64, 96, 100, 600, 6_000].map(leaseSize)).toEqual([1, 1, 1, 2, 3, 3, 18, 187]);
    const windows = [
      { name: 'minute', limit: 6_000, ms: 60_000 },
      { name: 'day', limit: 640, ms: 86_400_000 },
    ];
    expect(new RatePolicy(windows).lease).toBe(20);
  });
});
