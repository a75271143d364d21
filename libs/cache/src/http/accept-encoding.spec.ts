import { acceptsGzip } from './accept-encoding';
import { parseCacheControl } from './cache-directives';

describe('acceptsGzip', () => {
  it.each([
    ['gzip, deflate', true],
    ['br;q=1.0, gzip;q=0.8', true],
    ['GZIP', true],
    ['*', true],
    ['gzip;q=0', false],
    ['gzip; q=0.000, *', false],
    ['*;q=0', false],
    ['br', false],
    ['identity', false],
    ['', false],
    [undefined, false],
  ])('of %j is %j', (header, accepts) => {
    expect(acceptsGzip(header)).toBe(accepts);
    expect(acceptsGzip(header)).toBe(accepts);
  });
});

describe('parseCacheControl', () => {
  it.each([
    [undefined, { refresh: false, maxStaleMs: undefined }],
    ['no-cache', { refresh: true, maxStaleMs: undefined }],
    ['No-Store', { refresh: true, maxStaleMs: undefined }],
    ['max-age=0', { refresh: true, maxStaleMs: undefined }],
    ['max-age=10', { refresh: false, maxStaleMs: undefined }],
    ['max-stale=5', { refresh: false, maxStaleMs: 5_000 }],
    ['max-stale', { refresh: false, maxStaleMs: 60_000 }],
    ['max-stale=-1, max-stale=x', { refresh: false, maxStaleMs: undefined }],
    ['no-transform, max-stale=1', { refresh: false, maxStaleMs: 1_000 }],
  ])('reads %j', (header, directives) => {
    expect(parseCacheControl(header)).toEqual(directives);
  });
});
