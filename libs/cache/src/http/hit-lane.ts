import { Injectable } from '@nestjs/common';
import { Clock } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { Cache, type Shortcut } from '../cache';
import { CachedResult } from './cached-result';
import { sendCached } from './send-cached';

/** URLs that are remembered of one principal. */
const MOST_URLS = 200;

interface Remembered {
  shortcut: Shortcut;
  sent: Pick<CachedResult, 'contentType' | 'negotiated'>;
  /** Milliseconds since 1970. */
  until: number;
}

/**
 * The short way to an answer in memory: a GET that a principal has made already is answered before routing, parsing and
 * resolving begin again. What is remembered hangs on the object that stands for the principal as it is; with other rights
 * it is another object. Nothing is answered here that the long way would not answer with the same bytes.
 */
@Injectable()
export class HitLane {
  private readonly remembered = new WeakMap<object, LRUCache<string, Remembered>>();

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
    if (!cached.repeat || !isPlain(request)) return;
    let urls = this.remembered.get(principal);
    if (!urls) this.remembered.set(principal, (urls = new LRUCache({ max: MOST_URLS })));
    urls.set(nameOf(request), {
      shortcut: this.cache.shortcut(cached.result, cached.repeat.tags, since),
      sent: { contentType: cached.contentType, negotiated: cached.negotiated },
      until: cached.repeat.until,
    });
  }

  /** Answers the request if it can be answered from memory. @returns whether it has */
  answer(principal: object, request: FastifyRequest, reply: FastifyReply): boolean {
    const known = this.remembered.get(principal)?.get(nameOf(request));
    if (!known || !isPlain(request) || this.clock.now().getTime() >= known.until) return false;
    const result = this.cache.recall(known.shortcut);
    if (!result) return false;
    void reply.send(sendCached(request, reply, new CachedResult(result, known.sent)));
    return true;
  }
}

/** Whether nothing but URL, principal and `Accept` decides on the answer. */
function isPlain({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers['cache-control'] === undefined && headers.pragma === undefined;
}

function nameOf({ url, headers }: FastifyRequest): string {
  return headers.accept === undefined ? url : `${headers.accept}\n${url}`;
}
