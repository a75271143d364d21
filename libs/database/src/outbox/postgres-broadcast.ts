import { setTimeout as wait } from 'node:timers/promises';
import { AppError, toAppError } from '@app/platform';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../database';
import { isGivenUp } from '../rollback';
import { encodeEvent } from './encode-event';
import { EventBroadcast } from './event-broadcast';
import type { OutboxEvent } from './events';

const CHANNEL = 'vitrine_events';
/** A notification holds less than 8,000 bytes. */
const PART_BYTES = 7_900;
const RECONNECT_MS = 250;
const PROBE_MS = 5_000;
/** Longest that a sender waits for the session, which is away only while the database is. */
const CONNECTED_WITHIN_MS = 1_000;
const SENT_WITHIN_MS = 5_000;

/**
 * {@link EventBroadcast} by LISTEN and NOTIFY. A large event goes in parts, in one transaction: they arrive together and
 * nothing comes between them. Listening and sending share one session outside of the pool: however busy the pool is, the
 * processes hear each other, and what one process sends arrives in the order of sending.
 */
export class PostgresBroadcast
  extends EventBroadcast
  implements OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly stopping = new AbortController();
  private session: Client | undefined;
  /** The session that listens; pending while there is none. */
  private listening = Promise.withResolvers<Client>();
  /** The same, if there is one now. */
  private listener: Client | undefined;
  /** Events that wait for a session. */
  private waiting = 0;
  private parts: string[] = [];
  private last: Promise<unknown> = Promise.resolve();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    logger: Logger,
  ) {
    super(logger);
  }

  async publish(event: OutboxEvent): Promise<void> {
    const json = encodeEvent(event);
    const count = Math.ceil(json.length / PART_BYTES);
    const parts = Array.from(
      { length: count },
      (_, part) => `${part + 1}/${count}:${json.slice(part * PART_BYTES, (part + 1) * PART_BYTES)}`,
    );
    try {
      const session = await this.connected();
      await this.inTurn(() => notify(session, parts));
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** A session takes one statement at a time. */
  private inTurn(statement: () => Promise<unknown>): Promise<unknown> {
    const sent = this.last.then(statement);
    this.last = sent.catch(() => {});
    return sent;
  }

  /** Listens when the application has started; if the database is away, as soon as it is back. */
  async onApplicationBootstrap(): Promise<void> {
    const first = Promise.withResolvers<void>();
    this.running = this.run(first.resolve);
    await first.promise;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.session?.end().catch(() => {});
    await this.running;
  }

  private async connected(): Promise<Client> {
    // The timer below costs more than all else here. Behind those that wait nobody passes: the order is kept.
    if (this.listener && this.waiting === 0) return this.listener;
    const settled = new AbortController();
    const signal = AbortSignal.any([settled.signal, this.stopping.signal]);
    const late = wait(CONNECTED_WITHIN_MS, undefined, { signal }).then(() => {
      throw new Error('The session of the broadcast is not connected.');
    });
    late.catch(() => {});
    this.waiting += 1;
    try {
      return await Promise.race([this.listening.promise, late]);
    } finally {
      this.waiting -= 1;
      settled.abort();
    }
  }

  private async run(firstTryDone: () => void): Promise<void> {
    for (let isFirst = true; !this.stopping.signal.aborted; isFirst = false) {
      try {
        const session = await this.listen();
        if (!isFirst) this.gap();
        firstTryDone();
        await this.untilLost(session);
      } catch (error) {
        this.logger.warn({ err: error }, 'broadcast of events is not connected; it tries again');
        firstTryDone();
      }
      await wait(RECONNECT_MS, undefined, { signal: this.stopping.signal }).catch(() => {});
    }
  }

  private async listen(): Promise<Client> {
    const session = await this.database.session('vitrine-events');
    this.session = session;
    this.parts = [];
    session.on('notification', ({ payload }) => this.receive(payload ?? ''));
    // A notification does not outlive a crash, so that nobody needs to wait for the disk.
    await session.query(`SET synchronous_commit = off; LISTEN ${CHANNEL}`);
    this.listening.resolve(session);
    this.listener = session;
    this.listens();
    if (this.stopping.signal.aborted) await session.end();
    return session;
  }

  /** Probes the session: a connection that dies silently says nothing for hours. */
  private async untilLost(session: Client): Promise<void> {
    const lost = new Promise<void>((resolve) => session.once('end', () => resolve()));
    let answered = true;
    const probe = setInterval(() => {
      if (!answered) session.connection.stream.destroy();
      answered = false;
      this.inTurn(() => session.query('SELECT 1')).then(
        () => (answered = true),
        () => session.connection.stream.destroy(),
      );
    }, PROBE_MS);
    try {
      await lost;
    } finally {
      clearInterval(probe);
      this.listener = undefined;
      this.lost();
      this.listening = Promise.withResolvers<Client>();
    }
  }

  private receive(message: string): void {
    const [, part, count, text = ''] = /^(\d+)\/(\d+):(.*)$/s.exec(message) ?? [];
    if (part === '1') this.parts = [];
    this.parts.push(text);
    if (part !== count) return;
    if (this.parts.length === Number(count)) this.deliver(this.parts.join(''));
    this.parts = [];
  }
}

async function notify(session: Client, parts: string[]): Promise<void> {
  const statement = {
    text: 'SELECT pg_notify($1, part) FROM unnest($2::text[]) WITH ORDINALITY AS t (part, n) ORDER BY n',
    values: [CHANNEL, parts],
    query_timeout: SENT_WITHIN_MS,
  };
  try {
    await session.query(statement);
  } catch (error) {
    if (isGivenUp(error)) session.connection.stream.destroy();
    throw error;
  }
}

function unavailable(error: unknown): AppError {
  const known = toAppError(error);
  return known.code === 'INTERNAL_ERROR'
    ? new AppError('DEPENDENCY_UNAVAILABLE', 'The event could not be sent.', {
        cause: error,
        retryAfterSeconds: 2,
      })
    : known;
}
