import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '@app/platform';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { Cache, type Shortcut } from '../cache';
import { type CachedAnswer, cachedAnswer } from './cached-answer';
import { CachedResult } from './cached-result';

/** URLs that are remembered of one principal, and how long they may be together: somebody can make up as many as there are requests. */
const MOST_URLS = 200;
const MOST_CHARACTERS = 40_000;

const ROOM: LRUCache.Options<string, Repeated, unknown> = {
  max: MOST_URLS,
  maxSize: MOST_CHARACTERS,
  sizeCalculation: (_repeated, name) => name.length,
};

/** A request that has been answered before, and the way to its answer. */
export interface Repeated {
  /** Template of its route. */
  readonly route: string;
  readonly shortcut: Shortcut;
  readonly sent: Pick<CachedResult, 'contentType' | 'negotiated'>;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * The short way to an answer in memory: a GET that a principal has made already is answered before routing, parsing and
 * resolving begin again. What is remembered hangs on the object that stands for the principal as it is; with other rights
 * it is another object. Nothing is answered here that the long way would not answer with the same bytes.
 */
@Injectable()
export class HitLane {
  private readonly remembered = new WeakMap<object, LRUCache<string, Repeated>>();

  constructor(
    private readonly cache: Cache,
    private readonly clock: Clock,
  ) {}

  /** Take it before the work whose result is given to {@link remember}. */
  get now(): number {
    return this.cache.now;
  }

  /** Remembers that the same request of the same principal may get this answer, as long as that is fresh. */
  remember(principal: object, request: FastifyRequest, cached: CachedResult, since: number): void {
    const route = request.routeOptions.url;
    if (!cached.repeat || route === undefined || !isPlain(request.raw)) return;
    let urls = this.remembered.get(principal);
    if (!urls) this.remembered.set(principal, (urls = new LRUCache(ROOM)));
    urls.set(nameOf(request.raw), {
      route,
      shortcut: this.cache.shortcut(cached.result, cached.repeat.tags, since),
      sent: { contentType: cached.contentType, negotiated: cached.negotiated },
      until: cached.repeat.until,
    });
  }

  /** What is remembered of this request of a principal; {@link recall} says whether it is still good. */
  find(principal: object, request: IncomingMessage): Repeated | undefined {
    if (!isPlain(request)) return undefined;
    const known = this.remembered.get(principal)?.get(nameOf(request));
    return known && this.clock.now().getTime() < known.until ? known : undefined;
  }

  /**
   * The answer, if it is fresh and in memory. It counts as a hit of the cache.
   * @param vary what the answer depends on besides
   */
  recall({ shortcut, sent }: Repeated, asked: IncomingHttpHeaders, vary?: string): CachedAnswer | undefined {
    const result = this.cache.recall(shortcut);
    return result && cachedAnswer(asked, new CachedResult(result, sent), vary);
  }
}

/** Whether nothing but URL, principal and `Accept` decides on the answer. */
function isPlain({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers['cache-control'] === undefined && headers.pragma === undefined;
}

function nameOf({ url = '', headers }: IncomingMessage): string {
  return headers.accept === undefined ? url : `${headers.accept}\n${url}`;
}
