import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Cache } from '../cache';
import { CachedResult } from './cached-result';
import { HitLane } from './hit-lane';

describe('HitLane', () => {
  const principal = {};
  let lane: HitLane;

  beforeEach(() => {
    lane = new HitLane({ shortcut: () => ({}) } as unknown as Cache, { now: () => new Date(0) });
  });
  const raw = (url: string, headers = {}) => ({ method: 'GET', url, headers }) as IncomingMessage;
  const remember = (url: string) => {
    const request = { raw: raw(url), routeOptions: { url: '/data' } } as unknown as FastifyRequest;
    lane.remember(principal, request, new CachedResult({} as never, { repeat: { until: 1, tags: [] } }), 0);
  };

  it('knows what the same principal has asked for in the same words, and nothing else', () => {
    remember('/data?a=1');
    expect(lane.find(principal, raw('/data?a=1'))?.route).toBe('/data');
    expect(lane.find(principal, raw('/data?a=2'))).toBeUndefined();
    expect(lane.find(principal, raw('/data?a=1', { accept: 'text/csv' }))).toBeUndefined();
    expect(lane.find(principal, raw('/data?a=1', { 'cache-control': 'no-cache' }))).toBeUndefined();
    expect(lane.find({}, raw('/data?a=1'))).toBeUndefined();
  });

  it('holds only so much of the words of one principal', () => {
    const long = (name: string) => `/data?${name}=`.padEnd(15_000, 'x');
    for (const name of ['a', 'b', 'c']) remember(long(name));
    expect(['a', 'b', 'c'].map((name) => lane.find(principal, raw(long(name))) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });
});
