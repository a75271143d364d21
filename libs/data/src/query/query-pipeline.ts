import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Cache, type CacheResult, type Loaded, type LoadOptions } from '@app/cache';
import { AppConfig, Clock } from '@app/platform';
import { Catalog } from '../catalog/catalog';
import { MetricStore, type StorePlan } from '../store/metric-store';
import { QueryTurns } from '../turns/query-turns';
import { formatAnswer } from './answer/format-answer';
import { measuresForShare } from './answer/share';
import { serializeAnswer } from './answer/serialize-answer';
import { transform } from './answer/transform';
import { cacheKey, queryDays } from './cache-key';
import { isVisible, knownNames } from './known-names';
import type { Filter, MetricQuery } from './metric-query';
import { parseMetricQuery } from './parsing/parse-metric-query';
import { QUERY_LIMITS, type QueryLimits } from './query-limits';
import { resolveQuery } from './resolve-query';
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
  /** Told how long each part took, in ms. */
  onTiming?: (part: string, ms: number) => void;
}

/** Every question about metrics goes this way, whoever asks: REST, widgets, exports, alerts. */
@Injectable()
export class QueryPipeline {
  constructor(
    private readonly catalog: Catalog,
    private readonly store: MetricStore,
    private readonly turns: QueryTurns,
    private readonly cache: Cache,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Answers a query as the principal may see it: a `QueryAnswer` as the bytes of its JSON. Equal questions that come
   * at the same time are computed once.
   * @throws AppError 400 LIMIT_EXCEEDED, 422 UNKNOWN_METRIC or UNKNOWN_DIMENSION, 503 QUERY_TIMEOUT or OVERLOADED
   */
  async run(principal: Principal, query: MetricQuery, options: RunOptions = {}): Promise<CacheResult> {
    const started = performance.now();

    // 1 Validate: names against the catalogue, range and buckets against the limits.
    const valid = await this.validateAgainstCatalog(principal, query, options.limits);

    // 2 Security filters: the principal's data policy is AND-ed into what is asked.
    const where = withPolicy(query.filters, principal.dataPolicy);
    const plan = planOf(principal, valid, where, options.limits ?? QUERY_LIMITS);
    const validated = performance.now();
    options.onTiming?.('validate', validated - started);

    // 3 Cache: what is fresh is the answer. 6 Cache with TTL: what is computed is kept.
    const { refresh, maxStaleMs, signal } = options;
    const result = await this.cache.getOrLoad(
      cacheKey(principal, valid, options),
      { versions: queryDays(valid), refresh, maxStaleMs, signal },
      (wanted) =>
        this.turns.run(principal, wanted, () => this.compute(plan, valid, { ...options, signal: wanted })),
    );
    options.onTiming?.('cache', performance.now() - validated);
    return result;
  }

  /** Reads a query from JSON and answers it. */
  async ask(principal: Principal, input: unknown, options: RunOptions = {}): Promise<CacheResult> {
    return this.run(principal, parseMetricQuery(input, options.limits), options);
  }

  private async compute(
    plan: StorePlan,
    { query, metrics, time }: ValidQuery,
    { signal, incomplete, onTiming }: RunOptions,
  ): Promise<Loaded> {
    const started = performance.now();
    const computedAt = this.clock.now();

    // 4 Execute: one statement, one snapshot.
    const result = await this.store.execute(plan, {
      timeoutMs: this.config.queryTimeoutMs,
      ...(signal && { signal }),
    });
    const executed = performance.now();

    // 5 Transform: share, order, limit.
    const table = transform(result.rows, query);

    // 7 Format: serialized here, once for all who will get it.
    const data = formatAnswer(table, query, metrics, time.buckets);
    const ended = performance.now();
    onTiming?.('store', executed - started);
    onTiming?.('format', ended - executed);
    return serializeAnswer({
      data,
      meta: {
        from: time.from.toISOString(),
        to: time.to.toISOString(),
        interval: query.interval ?? null,
        timezone: query.timezone,
        source: result.source,
        computedAt: computedAt.toISOString(),
        tookMs: Math.round((ended - started) * 10) / 10,
        approximate: result.approximate,
        truncated: table.truncated || incomplete === true,
      },
    });
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

function planOf(
  principal: Principal,
  { query, metrics, time }: ValidQuery,
  where: Filter[],
  limits: QueryLimits,
): StorePlan {
  const measures = query.metrics.map(({ metric, aggregation, percentile }) => ({
    metricId: metrics.get(metric)?.id ?? 0,
    aggregation,
    ...(percentile !== undefined && { percentile }),
  }));
  const [first] = measures;
  return {
    organizationId: principal.organizationId,
    measures: query.share && first ? [...measures, ...measuresForShare(first)] : measures,
    from: time.from.getTime(),
    to: time.to.getTime(),
    ...(time.buckets && { buckets: time.buckets }),
    groupBy: query.groupBy,
    where,
    maxRows: limits.buckets,
  };
}
