import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Database } from '@app/database';
import { Clock, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { WINDOW_MS, windowStart } from '../limits/rate-policy';

/** A process that is killed loses what it counted since. */
const FLUSH_EVERY_MS = 2_000;
/** When a key was last used is written at most this often. */
const LAST_USED_EVERY = '1 minute';
const TOO_MANY_REQUESTS = 429;
const FIRST_ERROR = 400;

const ADD_USAGE = `
  INSERT INTO api_key_usage AS u (key_id, day, requests, errors, rejected, bytes)
  SELECT * FROM unnest($1::uuid[], $2::date[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
  ON CONFLICT (key_id, day) DO UPDATE SET requests = u.requests + excluded.requests,
    errors = u.errors + excluded.errors, rejected = u.rejected + excluded.rejected, bytes = u.bytes + excluded.bytes`;

const SET_LAST_USED = `
  UPDATE api_key k SET last_used_at = use.at, last_used_address = left(use.address, 60)
  FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS use (id, at, address)
  WHERE k.id = use.id AND (k.last_used_at IS NULL OR k.last_used_at < use.at - interval '${LAST_USED_EVERY}')`;

/** One answer to a request that carried a key. */
export interface KeyedAnswer {
  keyId: string;
  status: number;
  /** Of the body, where its length is known beforehand. */
  bytes: number;
  address: string;
}

interface Counted {
  requests: number;
  errors: number;
  rejected: number;
  bytes: number;
}

interface LastUse {
  at: Date;
  address: string;
}

/** Counts what API keys are used for, in memory, and writes it every two seconds in one statement for all keys. */
@Injectable()
export class KeyUsage implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** By key and UTC day: `<id> <day>`. */
  private counted = new Map<string, Counted>();
  private lastUsed = new Map<string, LastUse>();
  private day = { start: NaN, text: '' };
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** Counts an answer. */
  add({ keyId, status, bytes, address }: KeyedAnswer): void {
    const at = this.clock.now();
    const name = `${keyId} ${this.dayOf(at)}`;
    let counted = this.counted.get(name);
    if (!counted) this.counted.set(name, (counted = { requests: 0, errors: 0, rejected: 0, bytes: 0 }));
    counted.requests++;
    counted.bytes += bytes;
    if (status === TOO_MANY_REQUESTS) counted.rejected++;
    else if (status >= FIRST_ERROR) counted.errors++;
    this.lastUsed.set(keyId, { at, address });
  }

  /** Its UTC day; made into a text once a day. */
  private dayOf(at: Date): string {
    const start = windowStart(at.getTime(), WINDOW_MS.day);
    if (start !== this.day.start) this.day = { start, text: at.toISOString().slice(0, 10) };
    return this.day.text;
  }

  /** Writes what was counted so far. What cannot be written is kept for the next time. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.writeCounted());
    return this.writing;
  }

  private async writeCounted(): Promise<void> {
    if (this.counted.size === 0) return;
    const { counted, lastUsed } = this;
    this.counted = new Map();
    this.lastUsed = new Map();
    try {
      await this.write(counted, lastUsed);
    } catch (error) {
      this.logger.warn({ err: error }, 'the use of API keys could not be written; it is kept');
      this.keep(counted, lastUsed);
    }
  }

  private async write(counted: Map<string, Counted>, lastUsed: Map<string, LastUse>): Promise<void> {
    const uses = [...lastUsed];
    await this.database.transaction(async (tx) => {
      // Before anything else, as a deletion does. A key that was deleted meanwhile has no usage any more.
      const { rows } = await tx.query<{ id: string }>(
        'SELECT id FROM api_key WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
        [uses.map(([id]) => id)],
      );
      const there = new Set(rows.map(({ id }) => id));
      await tx.query(ADD_USAGE, usageOf([...counted].filter(([name]) => there.has(keyOf(name)))));
      await tx.query(SET_LAST_USED, [
        uses.map(([id]) => id),
        uses.map(([, { at }]) => at),
        uses.map(([, { address }]) => address),
      ]);
    });
  }

  private keep(counted: Map<string, Counted>, lastUsed: Map<string, LastUse>): void {
    for (const [name, { requests, errors, rejected, bytes }] of counted) {
      const now = this.counted.get(name) ?? { requests: 0, errors: 0, rejected: 0, bytes: 0 };
      this.counted.set(name, {
        requests: now.requests + requests,
        errors: now.errors + errors,
        rejected: now.rejected + rejected,
        bytes: now.bytes + bytes,
      });
    }
    for (const [id, use] of lastUsed) if (!this.lastUsed.has(id)) this.lastUsed.set(id, use);
  }
}

function keyOf(name: string): string {
  return name.slice(0, name.indexOf(' '));
}

/** The parameters of {@link ADD_USAGE}. */
function usageOf(days: [string, Counted][]): unknown[] {
  const numbers = (field: keyof Counted): number[] => days.map(([, each]) => each[field]);
  return [
    days.map(([name]) => keyOf(name)),
    days.map(([name]) => name.slice(name.indexOf(' ') + 1)),
    numbers('requests'),
    numbers('errors'),
    numbers('rejected'),
    numbers('bytes'),
  ];
}
