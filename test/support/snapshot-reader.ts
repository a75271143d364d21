import type { Principal } from '@app/auth';
import { createCache, InProcessTransport } from '@app/cache';
import { Catalog, QueryPipeline, type QueryAnswer } from '@app/data';
import type { Database } from '@app/database';
import { type AppConfig, type Clock, createLogger } from '@app/platform';
import type { PoolClient } from 'pg';
import { parseMetricQuery } from '../../libs/data/src/query/parsing/parse-metric-query';
import { ShapeRecorder } from '../../libs/data/src/optimizer/shapes/shape-recorder';
import { PostgresMetricStore } from '../../libs/data/src/store/postgres-metric-store';
import { QueryTurns } from '../../libs/data/src/turns/query-turns';

const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;';
const CONFIG = { queryTimeoutMs: 10_000, queryQueueMax: 100, queryQueueWaitMs: 60_000 } as AppConfig;

/** A point as a snapshot shows it. */
export interface SeenPoint {
  region: string | null;
  tier: string | null;
  /** UTC ms. */
  at: number;
  value: number;
}

/** One snapshot of the database: its points, and questions that are answered from rollups, or from points alone, in just that snapshot. */
export interface Seen {
  points: SeenPoint[];
  /** Points before it are gone; UTC ms, -Infinity when none are. */
  floor: number;
  ask(principal: Principal, question: object, from?: 'rollups' | 'points'): Promise<QueryAnswer>;
}

/** Answers questions as the product does, but in a snapshot that was taken before, so that others may go on writing. */
export class SnapshotReader {
  private snapshot = '';
  private readonly pipelines: Record<'rollups' | 'points', QueryPipeline>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    const pinned = this.pinned();
    const pipeline = (rollupsPay: boolean): QueryPipeline =>
      new QueryPipeline(
        new Catalog(database, clock),
        new PostgresMetricStore(pinned, { rollupsPay: () => rollupsPay }),
        new QueryTurns(database, CONFIG),
        createCache(
          { memoryBytes: 1_048_576, transport: new InProcessTransport() },
          createLogger({ name: 'api', level: 'silent' }),
        ).cache,
        new ShapeRecorder(clock),
        clock,
        CONFIG,
      );
    this.pipelines = { rollups: pipeline(true), points: pipeline(false) };
  }

  /** Takes a snapshot of a metric and lets `work` read in it. */
  async look(metricId: number, work: (seen: Seen) => Promise<void>): Promise<void> {
    const holder = await this.database.pool.connect();
    try {
      await holder.query(BEGIN);
      const { rows } = await holder.query<{ id: string; floor: number }>(
        `SELECT pg_export_snapshot() AS id, (extract(epoch FROM raw_floor) * 1000)::float8 AS floor
         FROM metrics.metric WHERE id = $1`,
        [metricId],
      );
      this.snapshot = rows[0]?.id ?? '';
      const { rows: points } = await holder.query<SeenPoint>(
        `SELECT s.dims->>'region' AS region, s.dims->>'tier' AS tier, (extract(epoch FROM p.ts) * 1000)::float8 AS at, p.value
         FROM metrics.series s JOIN metrics.points p ON p.series_id = s.id WHERE s.metric_id = $1`,
        [metricId],
      );
      await work({
        points: points.map((point) => ({ ...point, at: Math.round(point.at) })),
        floor: rows[0]?.floor ?? -Infinity,
        ask: (principal, question, from = 'rollups') => this.ask(principal, question, from),
      });
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
  }

  private async ask(
    principal: Principal,
    question: object,
    from: 'rollups' | 'points',
  ): Promise<QueryAnswer> {
    const { value } = await this.pipelines[from].run(principal, parseMetricQuery(question), {
      refresh: true,
    });
    return JSON.parse(value.toString()) as QueryAnswer;
  }

  /** The database, whose read-only transactions see the snapshot that was taken last. */
  private pinned(): Database {
    const { pool } = this.database;
    const connect = async (): Promise<PoolClient> => {
      const client = await pool.connect();
      const pin = (text: string): string => {
        const pinned = text.replace(BEGIN, `${BEGIN} SET TRANSACTION SNAPSHOT '${this.snapshot}';`);
        if (pinned === text && text.includes('BEGIN'))
          throw new Error(`reads outside of the snapshot: ${text}`);
        return pinned;
      };
      const query = (statement: string | { text: string }, ...rest: unknown[]): unknown => {
        const pinned =
          typeof statement === 'string' ? pin(statement) : { ...statement, text: pin(statement.text) };
        return (client.query as (...all: unknown[]) => unknown).call(client, pinned, ...rest);
      };
      return new Proxy(client, {
        get: (target, name) => {
          if (name === 'query') return query;
          const member: unknown = Reflect.get(target, name);
          return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        },
      });
    };
    return Object.create(this.database, { pool: { value: { connect } } }) as Database;
  }
}
