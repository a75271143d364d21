import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KeyUsage, type Principal, RequestGate, type Verdict } from '@app/auth';
import { HitLane, type Repeated } from '@app/cache';
import { isTracing, Lifecycle, nameRequest } from '@app/platform';
import { clientAddress, proxiesOf } from './client-address';
import type { HttpParts } from './http-hooks';
import { requestId } from './request-id';
import { securityHeaders } from './security-headers';
import type { SlowReaders } from './slow-readers';

/** What is known of a request that may be answered at once. */
interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  principal: Principal;
  repeated: Repeated;
  /** Monotonic ms. */
  began: number;
}

/**
 * Answers what is in memory for a principal that is known before Fastify sees the request: routing it and running hooks would cost
 * more than all that is left to do. Whatever a request has to pass there it passes here; in any doubt it goes on to Fastify.
 */
export function answerHits(
  app: NestFastifyApplication,
  parts: HttpParts & { slowReaders: SlowReaders },
): void {
  const { server } = app.getHttpAdapter().getInstance();
  const [next, ...others] = server.listeners('request') as RequestListener[];
  if (!next || others.length > 0) throw new Error('Fastify is not the only one who listens to requests');
  const hits = new Hits(app, parts);
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) =>
    hits.answer(request, response, () => next(request, response)),
  );
}

class Hits {
  private readonly gate: RequestGate;
  private readonly lane: HitLane;
  private readonly usage: KeyUsage;
  private readonly lifecycle: Lifecycle;
  private readonly addressOf: (request: IncomingMessage) => string;
  private readonly isTraced = isTracing();

  constructor(
    app: NestFastifyApplication,
    private readonly parts: HttpParts & { slowReaders: SlowReaders },
  ) {
    this.gate = app.get(RequestGate, { strict: false });
    this.lane = app.get(HitLane, { strict: false });
    this.usage = app.get(KeyUsage, { strict: false });
    this.lifecycle = app.get(Lifecycle);
    this.addressOf = clientAddress(proxiesOf(parts.config.trustedProxies));
  }

  /** Answers the request, or calls `next`. */
  answer(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    const began = performance.now();
    const principal = this.gate.known(request);
    const repeated = principal && this.lane.find(principal, request);
    if (!repeated || this.lifecycle.closing || this.parts.backPressure.refusesEarly(request)) {
      next();
      return;
    }
    const asked: Asked = { request, response, principal, repeated, began };
    const verdict = this.gate.countEarly(principal, request, repeated.route);
    if (!(verdict instanceof Promise)) {
      this.proceed(asked, verdict, next);
      return;
    }
    const finish = this.lifecycle.begin();
    void verdict.then((later) => this.proceed(asked, later, next)).finally(finish);
  }

  private proceed(asked: Asked, verdict: Verdict | undefined, next: () => void): void {
    if (verdict?.admitted !== false && this.send(asked, verdict)) return;
    if (verdict) this.gate.handOver(asked.request, verdict);
    next();
  }

  /** @returns whether it was answered */
  private send(
    { request, response, principal, repeated, began }: Asked,
    verdict: Verdict | undefined,
  ): boolean {
    const origin = this.parts.crossOrigin.headers(request.headers.origin);
    const answer = this.lane.recall(repeated, request.headers, origin?.vary);
    if (!answer) return false;
    const { status, headers, body } = answer;
    const { route } = repeated;
    const id = requestId(request);
    response.writeHead(status, {
      'x-request-id': id,
      ...securityHeaders(request.url ?? '/'),
      ...origin,
      ...(verdict && this.gate.headersOf(verdict)),
      ...headers,
      ...(body && { 'content-length': body.byteLength }),
    });
    const finish = this.lifecycle.begin();
    response.on('close', () => {
      finish();
      this.parts.record({ requestId: id, method: 'GET', route, status, ms: performance.now() - began });
    });
    if (principal.kind === 'apiKey') {
      const bytes = body?.byteLength ?? 0;
      this.usage.add({ keyId: principal.id, status, bytes, address: this.addressOf(request) });
    }
    if (this.isTraced) nameRequest(route);
    if (body) this.parts.slowReaders.watch(body, response);
    response.end(body);
    return true;
  }
}
