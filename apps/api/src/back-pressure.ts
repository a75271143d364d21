import type { IncomingMessage } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, Orm } from '@app/database';
import { type AppConfig, AppError, EventLoopGauge, LoadShedder, QueueGauge, toProblem } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** Whoever watches must see a process that is busy, not one that is gone. */
const NEVER_REFUSED = new Set([
  '/health',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/admin/queues',
  // Also because loading the board, when it is first asked for, keeps the event loop from the files of its page.
  '/admin/queues/*',
]);
/** Short statements take a millisecond: so many wait in vain only where they have become slow. */
const QUEUE_PER_CONNECTION = 12;
const LOG_EVERY_MS = 1_000;
/** Clients that were refused together must not all come back in the same second. */
const RETRY_AFTER_SECONDS = [1, 2, 3];

/**
 * Refuses requests while this process cannot answer all in time: 503 OVERLOADED before anything else is done for them.
 * What was admitted is finished.
 */
export class BackPressure {
  private readonly shedder: LoadShedder;
  private refused = 0;
  private logged = 0;
  /** Refused before Fastify saw them: why. */
  private readonly refusedEarly = new WeakMap<IncomingMessage, string>();

  constructor(
    app: NestFastifyApplication,
    private readonly options: { config: AppConfig; logger: Logger },
  ) {
    const { config } = options;
    const database = app.get(Database);
    const orm = app.get(Orm);
    const queueMax = config.databaseQueueMax ?? QUEUE_PER_CONNECTION * database.limits.statements;
    this.shedder = new LoadShedder([
      new EventLoopGauge(config.eventLoopLagMaxMs),
      new QueueGauge('database', () => database.waiting + orm.waiting, queueMax),
    ]);
    const fastify = app.getHttpAdapter().getInstance();
    // Not before: starting keeps the event loop busy, which is no load.
    fastify.addHook('onListen', async () => this.shedder.start());
    fastify.addHook('onClose', async () => this.shedder.stop());
  }

  /** Whether a request that Fastify has not seen must be refused, which {@link refuse} then does. */
  refusesEarly(request: IncomingMessage): boolean {
    const because = this.shedder.refuses();
    if (because === undefined) return false;
    this.refusedEarly.set(request, because);
    return true;
  }

  /** Answers the request with 503 if it must be refused. @returns whether it did */
  refuse(request: FastifyRequest, reply: FastifyReply): boolean {
    if (NEVER_REFUSED.has(request.routeOptions.url ?? '')) return false;
    const error = this.refusal(this.refusedEarly.get(request.raw));
    if (!error) return false;
    const instance = request.url.split('?', 1)[0] ?? '/';
    // Not through the filter of problems: it logs each one, and refusing must cost next to nothing.
    void reply
      .status(503)
      .header('retry-after', String(error.retryAfterSeconds))
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(toProblem(error, instance, request.id, new Date())));
    return true;
  }

  /** The error of whatever comes now, if it must be refused. @param because it was already */
  refusal(because = this.shedder.refuses()): AppError | undefined {
    if (because === undefined) return undefined;
    this.log(because);
    const retryAfterSeconds = RETRY_AFTER_SECONDS[this.refused % RETRY_AFTER_SECONDS.length] as number;
    return new AppError('OVERLOADED', 'The service has more to do than it can; try again.', {
      retryAfterSeconds,
    });
  }

  private log(because: string): void {
    this.refused++;
    const now = performance.now();
    if (now - this.logged < LOG_EVERY_MS) return;
    this.logged = now;
    this.options.logger.warn({ because, refusedSinceStart: this.refused }, 'overloaded: refusing requests');
  }
}
