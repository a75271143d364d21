import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Cache } from '@app/cache';
import { Database } from '@app/database';
import { Clock, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { type DirtyMetric, dirtyMetrics, fairly } from './dirty-metrics';
import { removeDroppedRows } from './drop-groupings';
import { type FillState, fillGroupings } from './fill-groupings';
import { MINUTE_MS } from './levels';
import { planGroupings } from './plan-groupings';
import { runUnit } from './run-unit';
import type { Deferred } from './unit-steps';

/** Marks of one unit: see docs/rollups.md for what was measured. */
const MARKS = 5_000;
const DAYS = 64;
/** Searches in the index of points that one unit may cost: series times days. */
const SEARCHES = 20_000;
/** Points of a minute may be this much late before it is rolled up the first time. */
const SETTLE_MS = 5_000;
const UNITS_AT_ONCE = 2;
/** Every so many units of a metric begin with the oldest day instead of the newest. */
const OLDEST_EVERY = 4;
const PAUSE_AFTER_FAILURE_MS = 60_000;
const QUERY_CANCELED = '57014';

export interface RollupRun {
  units: number;
  marks: number;
  /** Whether there is more to do now. */
  more: boolean;
}

/** Keeps rollups up: works off marks, fills groupings, removes what was dropped. Several may run at once, anywhere. */
@Injectable()
export class RollupWorker implements OnModuleDestroy {
  private running = false;
  private stopping = false;
  private turn = 0;
  /** Marks of one unit, for metrics where the usual number took too long. */
  private readonly smaller = new Map<number, number>();
  private readonly pausedUntil = new Map<number, number>();

  constructor(
    private readonly database: Database,
    private readonly cache: Cache,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Before the jobs are waited for: what is left can be done by others, or later. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /**
   * Works until nothing is left or the time is up. A process does this once at a time: a second call finds it at work and
   * does nothing.
   */
  async run(options: { budgetMs: number; signal?: AbortSignal }): Promise<RollupRun> {
    if (this.running) return { units: 0, marks: 0, more: true };
    this.running = true;
    try {
      return await this.work(options);
    } finally {
      this.running = false;
    }
  }

  private async work({ budgetMs, signal }: { budgetMs: number; signal?: AbortSignal }): Promise<RollupRun> {
    const deadline = performance.now() + budgetMs;
    const result: RollupRun = { units: 0, marks: 0, more: false };
    const over = (): boolean => this.stopping || signal?.aborted === true || performance.now() > deadline;
    await planGroupings(this.database, this.cache);
    for (;;) {
      const worked = (await this.round(result, over)) + (await this.upkeep(over));
      result.more = worked > 0;
      if (worked === 0 || over()) return result;
    }
  }

  /** One unit of every dirty metric. @returns how many were done */
  private async round(result: RollupRun, over: () => boolean): Promise<number> {
    const deferred = this.deferred();
    const dirty = fairly(await dirtyMetrics(this.database, deferred)).filter(({ metricId }) =>
      this.ready(metricId),
    );
    // A metric alone is worked on from both ends.
    const queue = (dirty.length < UNITS_AT_ONCE ? [...dirty, ...dirty] : dirty).values();
    let done = 0;
    const lane = async (): Promise<void> => {
      for (const metric of queue) {
        if (over()) return;
        const marks = await this.unit(metric, deferred);
        if (marks === 0) continue;
        done += 1;
        result.units += 1;
        result.marks += marks;
      }
    };
    await Promise.all(Array.from({ length: UNITS_AT_ONCE }, lane));
    return done;
  }

  /** One step for groupings that are filled and for rows that were dropped. */
  private async upkeep(over: () => boolean): Promise<number> {
    const { rows } = await this.database.query<{ id: number; organizationId: string }>(
      `SELECT DISTINCT m.id, m.organization_id AS "organizationId" FROM metrics.grouping g
       JOIN metrics.metric m ON m.id = g.metric_id WHERE NOT g.ready AND m.organization_id IS NOT NULL`,
    );
    let steps = 0;
    for (const { id, organizationId } of fairly(rows)) {
      if (over()) return steps;
      const state = await this.fill(id);
      if (state === 'idle' || state === 'busy') continue;
      steps += 1;
      // Whether it is ready shows in the catalogue.
      if (state === 'ready') await this.cache.invalidateTags([`catalog:${organizationId}`]);
    }
    if (!over()) steps += await removeDroppedRows(this.database);
    return steps;
  }

  private async unit({ metricId, series }: DirtyMetric, deferred: Deferred): Promise<number> {
    this.turn += 1;
    const marks = this.smaller.get(metricId) ?? MARKS;
    const days = Math.max(1, Math.min(DAYS, Math.floor(SEARCHES / Math.max(1, series))));
    const oldestFirst = this.turn % OLDEST_EVERY === 0;
    try {
      const options = { marks, days, deferred };
      const result = await runUnit(this.database, metricId, {
        ...options,
        first: oldestFirst ? 'oldest' : 'newest',
      });
      if (result.state !== 'busy') return result.marks;
      // Somebody is at this end: take the other one.
      const other = oldestFirst ? 'newest' : 'oldest';
      return (await runUnit(this.database, metricId, { ...options, first: other })).marks;
    } catch (error) {
      this.failed(metricId, error, marks);
      return 0;
    }
  }

  private async fill(metricId: number): Promise<FillState> {
    if (!this.ready(metricId)) return 'busy';
    try {
      return await fillGroupings(this.database, metricId);
    } catch (error) {
      this.failed(metricId, error);
      return 'busy';
    }
  }

  /** Its marks stay, so its answers come from the points; the other metrics go on. */
  private failed(metricId: number, error: unknown, marks = 1): void {
    if ((error as { code?: string }).code === QUERY_CANCELED && marks > 1) {
      this.smaller.set(metricId, Math.max(1, Math.floor(marks / 10)));
      this.logger.warn({ metricId, marks }, 'rolling up took too long; trying fewer marks at once');
      return;
    }
    this.pausedUntil.set(metricId, performance.now() + PAUSE_AFTER_FAILURE_MS);
    this.logger.error({ err: error, metricId }, 'rollups of a metric could not be computed; trying later');
  }

  private ready(metricId: number): boolean {
    const until = this.pausedUntil.get(metricId);
    if (until === undefined) return true;
    if (until > performance.now()) return false;
    this.pausedUntil.delete(metricId);
    return true;
  }

  /** The minute that points come in for right now is not rolled up: the next batch would mark it again. */
  private deferred(): Deferred {
    const now = this.clock.now().getTime();
    const from = Math.floor((now - SETTLE_MS) / MINUTE_MS) * MINUTE_MS;
    return { from, to: Math.floor(now / MINUTE_MS) * MINUTE_MS + MINUTE_MS };
  }
}
