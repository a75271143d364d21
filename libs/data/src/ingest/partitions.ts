import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@app/database';
import { AppError } from '@app/platform';
import type { PoolClient } from 'pg';
import { INGEST_LIMITS } from './ingest-limits';

/** Advisory locks in the key space (3, 0): whoever changes the set of partitions. */
const PARTITIONS_LOCK = 'SELECT pg_advisory_xact_lock(3, 0)';

/** A UTC month, counted from January 1970 = 0. */
type Month = number;

/**
 * Monthly partitions of `metrics.points`, made on demand and committed before the points. A partition is built first and
 * attached then: ATTACH takes SHARE UPDATE EXCLUSIVE on the parent, which neither readers nor writers wait for.
 */
@Injectable()
export class Partitions {
  private readonly known = new Set<Month>();

  constructor(private readonly database: Database) {}

  /**
   * The months of `times` (milliseconds since 1970) that have no partition yet.
   * @throws AppError 400 LIMIT_EXCEEDED when they are too many for one batch
   */
  async missing(times: Iterable<number>): Promise<Month[]> {
    let months = this.unknown(times);
    if (months.length === 0) return months;
    for (const month of await existing(this.database, months)) this.known.add(month);
    months = months.filter((month) => !this.known.has(month));
    if (months.length > INGEST_LIMITS.newPartitions) {
      const message = `a batch may touch at most ${INGEST_LIMITS.newPartitions} months that have no points yet (given: ${months.length}); split it by time`;
      throw new AppError('LIMIT_EXCEEDED', `Nothing was stored. /points: ${message}`, {
        errors: [{ pointer: '/points', message }],
      });
    }
    return months;
  }

  /** Makes partitions; safe to call from several processes at once. */
  async create(months: readonly Month[]): Promise<void> {
    if (months.length === 0) return;
    await this.database.transaction(async (tx) => {
      await tx.query(PARTITIONS_LOCK);
      const present = new Set(await existing(tx, months));
      for (const month of months) if (!present.has(month)) await build(tx, month);
    });
    for (const month of months) this.known.add(month);
  }

  /** Forgets which partitions there are: one that was known has been dropped. */
  forgetAll(): void {
    this.known.clear();
  }

  private unknown(times: Iterable<number>): Month[] {
    const months = new Set<Month>();
    let from = 0;
    let to = 0;
    for (const at of times) {
      // Points of one batch mostly share a month: no date arithmetic for those.
      if (at >= from && at < to) continue;
      const month = monthOf(at);
      from = startOf(month);
      to = startOf(month + 1);
      if (!this.known.has(month)) months.add(month);
    }
    return [...months].toSorted((a, b) => a - b);
  }
}

async function existing(executor: SqlExecutor, months: readonly Month[]): Promise<Month[]> {
  const { rows } = await executor.query<{ relname: string }>(
    `SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'metrics.points'::regclass AND NOT i.inhdetachpending AND c.relname = ANY($1)`,
    [months.map(nameOf)],
  );
  const names = new Set(rows.map(({ relname }) => relname));
  return months.filter((month) => names.has(nameOf(month)));
}

async function build(tx: PoolClient, month: Month): Promise<void> {
  const name = `metrics.${nameOf(month)}`;
  const [from, to] = [startOf(month), startOf(month + 1)].map((at) => new Date(at).toISOString());
  await tx.query(`
    CREATE TABLE ${name} (LIKE metrics.points INCLUDING ALL);
    ALTER TABLE metrics.points ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`);
}

function monthOf(at: number): Month {
  const date = new Date(at);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

function startOf(month: Month): number {
  return Date.UTC(1970, month);
}

function nameOf(month: Month): string {
  return `points_${new Date(startOf(month)).toISOString().slice(0, 7).replace('-', '')}`;
}
