import { Injectable } from '@nestjs/common';
import { type Principal, systemPrincipal } from '@app/auth';
import { AppError } from '@app/platform';
import { cachePlan, dataPipeline, storePlan } from '../../query/data-pipeline';
import type { Filter, MetricQuery } from '../../query/metric-query';
import { QUERY_LIMITS } from '../../query/query-limits';
import { QueryPipeline } from '../../query/query-pipeline';
import { MetricStore } from '../../store/metric-store';
import type { QueryShape } from '../shapes/query-shape';
import type { ShapeTotal } from '../shapes/shape-store';
import type { Evidence } from '../suggest/suggestion';

const TIMEOUT_MS = 5_000;

/** Plans recorded shapes as if they were asked now, without running them. */
@Injectable()
export class ShapePlans {
  constructor(
    private readonly pipeline: QueryPipeline,
    private readonly store: MetricStore,
  ) {}

  /** How a shape would be answered now; undefined where it cannot be asked any more, or planning takes too long. */
  async explain(
    organizationId: string,
    total: Pick<ShapeTotal, 'shape' | 'from' | 'to'>,
    signal?: AbortSignal,
  ): Promise<Evidence | undefined> {
    const principal = systemPrincipal('optimizer', organizationId, ['data:read']);
    try {
      const { plan, names } = await this.planOf(principal, total);
      const explanation = await this.store.explain(plan, {
        run: false,
        timeoutMs: TIMEOUT_MS,
        ...(signal && { signal }),
      });
      return { plan, explanation, nameOf: (id) => names.get(id) ?? '' };
    } catch (error) {
      // Its metrics, dimensions or points are gone, or sizes could not be read in time.
      if (error instanceof AppError && LEFT_OUT.has(error.code)) return undefined;
      throw error;
    }
  }

  private async planOf(
    principal: Principal,
    total: Pick<ShapeTotal, 'shape' | 'from' | 'to'>,
  ): Promise<Pick<Evidence, 'plan'> & { names: Map<number, string> }> {
    const query = questionOf(total);
    const valid = await this.pipeline.validateAgainstCatalog(principal, query);
    const cache = cachePlan(principal, valid, {});
    const pipeline = dataPipeline(principal, valid, { where: query.filters, limits: QUERY_LIMITS, cache });
    const names = new Map([...valid.metrics.values()].map(({ id, name }) => [id, name]));
    return { plan: storePlan(pipeline), names };
  }
}

const LEFT_OUT = new Set([
  'UNKNOWN_METRIC',
  'UNKNOWN_DIMENSION',
  'RANGE_NOT_KEPT',
  'LIMIT_EXCEEDED',
  'QUERY_TIMEOUT',
]);

/** A question of a shape. Which values were asked for is not known: filters only say which dimensions must be told apart. */
function questionOf({ shape, from, to }: Pick<ShapeTotal, 'shape' | 'from' | 'to'>): MetricQuery {
  const metrics = shape.metrics.map((measure, index) => ({ ...measure, as: `m${index}` }));
  const [first] = metrics;
  return {
    metrics,
    timeRange: { from: from.toISOString(), to: to.toISOString() },
    timezone: shape.timezone ?? 'UTC',
    weekStart: 'monday',
    ...(shape.interval && { interval: shape.interval }),
    groupBy: shape.groupBy,
    filters: filtersOf(shape),
    having: [],
    orderBy: [],
    limit: QUERY_LIMITS.defaultRows,
    // A rank by a percentile of sketches is read before the rest is planned, which is more than to plan.
    ...(shape.top &&
      first &&
      first.aggregation !== 'percentile' && { top: { n: 10, by: first.as, other: true } }),
    ...(shape.compare && { compare: 'previous_period' as const }),
  };
}

function filtersOf({ filters, policy }: QueryShape): Filter[] {
  return [...new Set([...filters, ...policy])].map((dimension) => ({
    dimension,
    operator: 'exists',
    values: ['true'],
  }));
}
