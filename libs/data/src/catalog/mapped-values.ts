import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Principal, scopeHash } from '@app/auth';
import { Cache } from '@app/cache';
import { AppError, Clock, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import type { KnownValues } from '../pushdown/compile/compile-dimension-values';
import type { MetricSource } from '../pushdown/metric-source';
import { SourceMetricStore } from '../pushdown/source-metric-store';
import { visibleSource } from '../query/visible-source';
import { withPolicy } from '../query/with-policy';
import type { CatalogMetric } from './catalog-metric';

/** What the sources of one answer of the catalogue may take, all together. */
const TOGETHER_MS = 4_000;
/** What one statement may take. */
const STATEMENT_MS = 3_000;
/** Statements for one answer that one source runs at once: others ask it too. */
const AT_ONCE = 2;
/** Points are written up to a day ahead. */
const AHEAD_MS = 86_400_000;

interface Asked {
  metric: CatalogMetric;
  source: MetricSource;
}
type Values = Map<string, KnownValues>;

/** The values that dimensions have in the sources of metrics. */
@Injectable()
export class MappedValues {
  constructor(
    private readonly store: SourceMetricStore,
    private readonly cache: Cache,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * The values that the principal's policy shows, by metric id and dimension. The catalogue is answered whatever becomes of sources: a metric
   * whose source fails, or does not answer in time, is missing.
   */
  async of(
    principal: Principal,
    metrics: readonly CatalogMetric[],
    limit: number,
  ): Promise<Map<number, Values>> {
    const asked = metrics.flatMap((metric): Asked[] => {
      const source = metric.dimensions.length > 0 ? visibleSource(principal, metric) : undefined;
      return source ? [{ metric, source }] : [];
    });
    const found = new Map<number, Values>();
    const end = performance.now() + TOGETHER_MS;
    const lane = async (queue: Iterator<Asked>): Promise<void> => {
      for (let next = queue.next(); !next.done; next = queue.next()) {
        const timeoutMs = Math.min(STATEMENT_MS, end - performance.now());
        const values =
          timeoutMs > 0 ? await this.read(principal, next.value, { limit, timeoutMs }) : undefined;
        if (values) found.set(next.value.metric.id, values);
      }
    };
    const queues = [...Map.groupBy(asked, ({ source }) => source.sourceId).values()];
    await Promise.all(
      queues.flatMap((queue) => {
        const shared = queue.values();
        return Array.from({ length: AT_ONCE }, () => lane(shared));
      }),
    );
    return found;
  }

  /** Kept as long as the mapping says that an answer is current. */
  private async read(
    principal: Principal,
    { metric, source }: Asked,
    { limit, timeoutMs }: { limit: number; timeoutMs: number },
  ): Promise<Values | undefined> {
    const { organizationId } = principal;
    const question = JSON.stringify(['dimension values', metric.id, metric.version, source, limit]);
    const key = {
      class: 'aggregation',
      organizationId,
      policy: scopeHash(principal),
      query: hash('sha256', question, 'base64url'),
      representation: 'dimension-values',
    } as const;
    const ttlMs = source.maxAgeSeconds * 1_000;
    try {
      const { value } = await this.cache.getOrLoad(
        key,
        { ttlMs, tags: [`catalog:${organizationId}`] },
        async (wanted) => {
          const plan = {
            organizationId,
            metricId: metric.id,
            source,
            dimensions: metric.dimensions,
            where: withPolicy([], principal),
            to: this.clock.now().getTime() + AHEAD_MS,
            limit,
          };
          const values = await this.store.dimensionValues(plan, { timeoutMs, signal: wanted });
          return Buffer.from(JSON.stringify([...values]));
        },
      );
      return new Map(JSON.parse(value.toString('utf8')) as [string, KnownValues][]);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, message } = error;
      this.logger.debug({ metric: metric.name, code, reason: message }, 'values of a source are not known');
      return undefined;
    }
  }
}
