import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Cache, type CacheResult, type Loaded, type LoadOptions } from '@app/cache';
import { AppConfig, Clock } from '@app/platform';
import { Catalog } from '../catalog/catalog';
import { ShapeRecorder } from '../optimizer/shapes/shape-recorder';
import { MetricStore, type StoreAnswer, type StorePlan, type Turn } from '../store/metric-store';
import { QueryTurns } from '../turns/query-turns';
import { formatAnswer } from './answer/format-answer';
import { metaOf } from './answer/meta-of';
import type { Representation } from './answer/representation';
import { serializeAnswer } from './answer/serialize-answer';
import { toTable } from './answer/table';
import { transform } from './answer/transform';
import { cachePlan, type DataPipeline, dataPipeline, shapeOf, storePlan } from './data-pipeline';
import { isVisible, knownNames } from './known-names';
import type { MetricQuery } from './metric-query';
import { parseMetricQuery } from './parsing/parse-metric-query';
import { QUERY_LIMITS, type QueryLimits } from './query-limits';
import { type ResolvedTime, resolveQuery } from './resolve-query';
import type { ValidQuery } from './valid-query';
import { withPolicy } from './with-policy';

/** What of the cache a caller may choose: see `LoadOptions`. */
export type Freshness = Pick<LoadOptions, 'refresh' | 'maxStaleMs'>;

export interface RunOptions extends Freshness {
  /** Aborting it ends the work, in the database too, unless somebody else waits for the same answer. */
  signal?: AbortSignal;
  limits?: QueryLimits;
  /** The query leaves out some of what was asked for: `meta.truncated` says so. */
  incomplete?: boolean;
  /** Told until when the same question means the same instants: the end of a relative range, in UTC ms. */
  onResolved?: (until: number) => void;
  /** Media type of the answer's bytes; default JSON. */
  representation?: Representation;
  /** Told how long each part took, in ms. */
  onTiming?: (part: string, ms: number) => void;
}

interface ComputeOptions extends RunOptions {
  plan: StorePlan;
  turn: Turn | undefined;
}

/** Every question about metrics goes this way, whoever asks: REST, widgets, exports, alerts. */
@Injectable()
export class QueryPipeline {
  constructor(
    private readonly catalog: Catalog,
    private readonly store: MetricStore,
    private readonly turns: QueryTurns,
    private readonly cache: Cache,
    private readonly recorder: ShapeRecorder,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Answers a query as the principal may see it: a `QueryAnswer` as the bytes of its JSON, or its rows in another
   * representation. Equal questions that come at the same time are computed once.
   * @throws AppError 400 LIMIT_EXCEEDED, 422 UNKNOWN_METRIC or UNKNOWN_DIMENSION, 503 QUERY_TIMEOUT or OVERLOADED
   */
  async run(principal: Principal, query: MetricQuery, options: RunOptions = {}): Promise<CacheResult> {
    const started = performance.now();
    const { limits = QUERY_LIMITS, refresh, maxStaleMs, signal } = options;

    // 1 Validate: names against the catalogue, range and buckets against the limits.
    const valid = await this.validateAgainstCatalog(principal, query, limits);
    options.onResolved?.(meaningUntil(query, valid.time));

    // 2 Security filters: the principal's data policy and locked filters are AND-ed into what is asked.
    const where = withPolicy(query.filters, principal);

    const validated = performance.now();
    options.onTiming?.('validate', validated - started);

    // 3 Cache: what is fresh is the answer. Else it is computed, once for all who wait for it, when it is their turn.
    const cache = cachePlan(principal, valid, options);
    const { key, ...current } = cache;
    const result = await this.cache.getOrLoad(key, { ...current, refresh, maxStaleMs, signal }, (wanted) => {
      const pipeline = dataPipeline(principal, valid, { where, limits, cache });
      const plan = storePlan(pipeline);
      return this.turns.answer(principal, wanted, plan, ({ turn }) =>
        this.compute(principal, pipeline, valid, { ...options, signal: wanted, plan, turn }),
      );
    });
    options.onTiming?.('cache', performance.now() - validated);
    return result;
  }

  /** Reads a query from JSON and answers it. */
  async ask(principal: Principal, input: unknown, options: RunOptions = {}): Promise<CacheResult> {
    return this.run(principal, parseMetricQuery(input, options.limits), options);
  }

  private async compute(
    principal: Principal,
    pipeline: DataPipeline,
    valid: ValidQuery,
    { signal, incomplete, onTiming, representation, plan, turn }: ComputeOptions,
  ): Promise<Loaded> {
    const { query, metrics, time } = valid;
    const started = performance.now();
    const computedAt = this.clock.now();

    // 4 Execute: all aggregations in one snapshot.
    const answer = await this.measured(principal, valid, () =>
      this.store.execute(plan, {
        timeoutMs: this.config.queryTimeoutMs,
        ...(signal && { signal }),
        ...(turn && { turn }),
      }),
    );
    const executed = performance.now();

    // 5 Transformations of the aggregates, one after the other.
    const shape = shapeOf(pipeline, query);
    const table = transform(toTable(answer, shape), pipeline.transformations, shape);

    // 6 Cache with TTL: what this returns is kept until its points change, or as long as its class says.
    // 7 Format: before it is kept, so that it is serialized once for all who will get it.
    const data = formatAnswer(table, query, metrics, time.buckets);
    const ended = performance.now();
    onTiming?.('store', executed - started);
    onTiming?.('format', ended - executed);
    const meta = metaOf(answer, query, time, {
      computedAt,
      tookMs: ended - started,
      truncated: table.truncated || incomplete === true,
    });
    return serializeAnswer({ data, meta }, representation);
  }

  /** Counts what a question costs in the store, also one that fails there. */
  private async measured(
    principal: Principal,
    valid: ValidQuery,
    work: () => Promise<StoreAnswer>,
  ): Promise<StoreAnswer> {
    const started = performance.now();
    let answer: StoreAnswer | undefined;
    try {
      return (answer = await work());
    } finally {
      const ms = performance.now() - started;
      const [level, rows] = [answer?.source ?? 'failed', answer?.rows.length ?? 0];
      this.recorder.record(principal, valid, { level, rows, ms, failed: !answer });
    }
  }

  /**
   * Says whether a query could be run, without running it.
   * @throws AppError 400 LIMIT_EXCEEDED, 422 UNKNOWN_METRIC or UNKNOWN_DIMENSION
   */
  async validateAgainstCatalog(
    principal: Principal,
    query: MetricQuery,
    limits: QueryLimits = QUERY_LIMITS,
  ): Promise<ValidQuery> {
    // Limits first: they cost nothing and need no database.
    const time = resolveQuery(query, limits, this.clock.now());
    const metrics = await knownNames(this.catalog, principal, query);
    for (const [name, metric] of metrics) {
      if (!isVisible(principal, metric)) metrics.set(name, { ...metric, unit: null });
    }
    return { query, metrics, time };
  }
}

/** Until when the same question means the same instants; 0 where each moment is another. */
function meaningUntil({ timeRange }: MetricQuery, { to, now }: ResolvedTime): number {
  if (now) return 0;
  return typeof timeRange === 'string' ? to.getTime() : Infinity;
}
