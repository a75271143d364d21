import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Verdict } from '../limits/leased-counter';
import { type RatedRequest, RequestRate } from '../limits/request-rate';
import type { Principal } from '../principals/principal';
import { ORGANIZATION_HEADER } from './acting-organization';
import { API_KEY_HEADER, apiKeyOf } from './api-key-header';
import { KnownPrincipals } from './known-principals';

const INGEST_ROUTE = '/api/v1/data/points';

/**
 * What every request passes before its body is read: it is counted, by who makes it, and refused beyond the limit. Whose
 * token nobody has verified yet is counted behind the guard that does, and who turns out to be nobody when the answer is
 * sent, by address.
 */
@Injectable()
export class RequestGate {
  /** Of requests that were counted before Fastify took them over. */
  private readonly counted = new WeakMap<IncomingMessage, Verdict>();

  constructor(
    private readonly principals: KnownPrincipals,
    private readonly rate: RequestRate,
  ) {}

  /**
   * Lets the request pass.
   * @returns who makes it in its own organization, if that is known; at once where nothing has to be asked
   * @throws AppError RATE_LIMITED; before a body that can be large also what is wrong with the credential
   */
  pass(request: RatedRequest, reply: FastifyReply): Principal | undefined | Promise<Principal | undefined> {
    const caller = this.principals.caller(request);
    if (caller) return this.count(request, reply, caller);
    const { authorization, [API_KEY_HEADER]: key } = request.headers;
    if (authorization === undefined && key === undefined) return this.count(request, reply, undefined);
    if (!this.principals.recognizes(request)) this.refuseGuessing(request, reply);
    const asked = this.principals.ask(request);
    if (asked) return this.countOnceKnown(request, reply, asked);
    // What the guard would say, before a large body is read.
    if (key !== undefined && isIngest(request)) apiKeyOf(key, authorization);
    return undefined;
  }

  /** Who makes a request that Fastify has not seen, in its own organization; undefined where more than memory must be asked. */
  known(request: IncomingMessage): Principal | undefined {
    return this.principals.of({ headers: request.headers, raw: request });
  }

  /** Counts a request of a route before Fastify sees it. Undefined = not limited. */
  countEarly(
    principal: Principal,
    request: IncomingMessage,
    route: string,
  ): Verdict | Promise<Verdict> | undefined {
    return this.rate.counterOfRoute(principal, request.method ?? '', route)?.take();
  }

  /** The request goes on to Fastify after all: {@link pass} must not count it again. */
  handOver(request: IncomingMessage, verdict: Verdict): void {
    this.counted.set(request, verdict);
  }

  /** What an answer says of what is left. */
  headersOf(verdict: Verdict): Readonly<Record<string, string>> {
    return this.rate.headersOf(verdict);
  }

  /** Counts a request that was answered before it was, and says so; when all are refused only what is known is told. */
  tellAnyway(request: RatedRequest, reply: FastifyReply): void | Promise<void> {
    if (reply.hasHeader('ratelimit')) return undefined;
    const counter = this.rate.counterOf(request, request.user ?? request.caller);
    if (!counter) return undefined;
    const verdict = request.rated || reply.statusCode === 503 ? counter.peek() : counter.take();
    request.rated = true;
    if (verdict instanceof Promise) return verdict.then((later) => this.rate.tell(reply, later));
    return this.rate.tell(reply, verdict);
  }

  private async countOnceKnown(
    request: RatedRequest,
    reply: FastifyReply,
    asked: Promise<Principal>,
  ): Promise<Principal | undefined> {
    let caller: Principal;
    try {
      caller = await asked;
    } catch (error) {
      if (isIngest(request)) throw error;
      // Public routes do not ask for it; for the others the guard says what is wrong.
      return undefined;
    }
    return this.count(request, reply, caller);
  }

  /** A credential that nobody has seen is not even looked at while its address has used up what strangers have. */
  private refuseGuessing(request: RatedRequest, reply: FastifyReply): void {
    const verdict = this.rate.counterOf(request, undefined)?.peek();
    if (verdict && !verdict.admitted) this.judge(request, reply, verdict);
  }

  private count(
    request: RatedRequest,
    reply: FastifyReply,
    caller: Principal | undefined,
  ): Principal | undefined | Promise<Principal | undefined> {
    request.caller = caller;
    request.rated = true;
    const principal = request.headers[ORGANIZATION_HEADER] === undefined ? caller : undefined;
    const verdict = this.counted.get(request.raw) ?? this.rate.counterOf(request, caller)?.take();
    if (verdict instanceof Promise) {
      return verdict.then((later) => {
        this.judge(request, reply, later);
        return principal;
      });
    }
    if (verdict) this.judge(request, reply, verdict);
    return principal;
  }

  private judge(request: RatedRequest, reply: FastifyReply, verdict: Verdict): void {
    request.rated = true;
    this.rate.tell(reply, verdict);
    if (!verdict.admitted) throw this.rate.refusal(verdict.policy, verdict.retryAfterSeconds);
  }
}

function isIngest(request: RatedRequest): boolean {
  return request.routeOptions.url === INGEST_ROUTE;
}
