import { setTimeout as wait } from 'node:timers/promises';
import { LOGGER } from '@app/platform';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Client } from 'pg';
import type { Logger } from 'pino';
import { Database } from '../database';
import { type OutboxLag, outboxLag } from './outbox-lag';
import { OutboxPublisher, type PublishedEvent } from './outbox-publisher';
import { OUTBOX_CHANNEL } from './outbox-wake';
import { RelayBatch } from './relay-batch';

/** Any number that nothing else locks. */
const LEADER_LOCK = 1_907_153_283;
const BATCH = 500;
const POLL_MS = 500;
const OUTAGE_PAUSE_MS = 1_000;

/** So that a leader whose machine vanished loses its lock within seconds, not hours. */
const NOTICE_A_VANISHED_LEADER =
  'SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 5';

/**
 * Publishes what transactions left in the outbox, at least once and in order per subject.
 *
 * One relay of all processes leads, by a session lock; the others try for the lock twice a second. The leader takes the
 * oldest rows, publishes them and then deletes exactly those. It never remembers how far it got: ids are given out
 * before transactions commit, so a row may appear behind a higher one.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => {};
  private isLeader = false;

  constructor(
    private readonly database: Database,
    private readonly publisher: OutboxPublisher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Ends after the batch in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  /** Whether this process is the one that publishes. */
  get leading(): boolean {
    return this.isLeader;
  }

  lag(): Promise<OutboxLag> {
    return outboxLag(this.database);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.withSession((session) => this.lead(session));
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        this.logger.warn({ err: error }, 'outbox relay lost its connection and connects again');
        await this.pause(POLL_MS);
      }
    }
  }

  private async withSession(work: (session: Client) => Promise<void>): Promise<void> {
    const session = await this.database.session('vitrine-outbox-relay');
    try {
      await session.query(NOTICE_A_VANISHED_LEADER);
      await work(session);
    } finally {
      this.isLeader = false;
      await session.end().catch(() => {});
    }
  }

  private async lead(session: Client): Promise<void> {
    while (!(await this.tryLock(session))) {
      await this.pause(POLL_MS);
      if (this.stopping.signal.aborted) return;
    }
    this.isLeader = true;
    this.logger.info('outbox relay leads');
    session.on('notification', () => this.wake());
    session.on('end', () => this.wake());
    await session.query(`LISTEN ${OUTBOX_CHANNEL}`);
    const batch = new RelayBatch(this.publisher, this.logger);
    while (!this.stopping.signal.aborted) {
      const idle = this.idle();
      const outage = await this.drain(session, batch);
      await (outage ? this.pause(OUTAGE_PAUSE_MS) : idle.untilWoken());
    }
  }

  private async tryLock(session: Client): Promise<boolean> {
    const { rows } = await session.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      LEADER_LOCK,
    ]);
    return rows[0]?.locked === true;
  }

  /** Publishes until nothing is left. Answers whether a dependency was away. */
  private async drain(session: Client, batch: RelayBatch): Promise<boolean> {
    for (;;) {
      const { rows } = await session.query<PublishedEvent>(
        `SELECT id::text, topic, subject, organization_id AS "organizationId", payload, created_at AS "createdAt", trace
           FROM outbox WHERE subject <> ALL ($1) ORDER BY outbox.id LIMIT $2`,
        [batch.paused(), BATCH],
      );
      if (rows.length === 0) return false;
      const { published, dead, outage } = await batch.publish(rows, this.stopping.signal);
      if (dead.length > 0) {
        await session.query(
          `WITH failed AS (SELECT * FROM jsonb_to_recordset($1) AS f (id bigint, tries int, error text)),
                gone AS (DELETE FROM outbox USING failed WHERE outbox.id = failed.id
                         RETURNING outbox.*, failed.tries, failed.error)
           INSERT INTO outbox_dead (id, topic, subject, organization_id, payload, created_at, tries, error)
           SELECT id, topic, subject, organization_id, payload, created_at, tries, error FROM gone`,
          [JSON.stringify(dead)],
        );
      }
      if (published.length > 0) await session.query('DELETE FROM outbox WHERE id = ANY ($1)', [published]);
      if (outage || this.stopping.signal.aborted) return outage;
    }
  }

  /** Begins to notice wake-ups before the outbox is read, so that none falls between reading and waiting. */
  private idle(): { untilWoken: () => Promise<void> } {
    const { promise: woken, resolve } = Promise.withResolvers<void>();
    this.wake = resolve;
    return {
      untilWoken: async () => {
        const timer = setTimeout(resolve, POLL_MS);
        await woken;
        clearTimeout(timer);
      },
    };
  }

  private async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.stopping.signal }).catch(() => {});
  }
}
