import { Injectable } from '@nestjs/common';
import { type Principal, RequestLimits } from '@app/auth';
import type { CacheResult } from '@app/cache';
import { AppError } from '@app/platform';
import type { GraphqlContext } from '@graphql/graphql';
import type { QueryAnswer } from '../query/metric-query';
import { ParameterQueries } from '../query/parameter-queries';
import type { Parameters } from '../query/parsing/parse-parameters';
import type { AnalyticsDataType } from './analytics.type';
import type { MetricType } from './metric.type';
import { type AnalyticsArgs, type MetricsArgs, questionParameters } from './metrics.args';
import { signalOf } from './signal-of';
import { toMetrics } from './to-metrics';

/** Questions about metrics in the words of GraphQL. Each counts as a read of data. */
@Injectable()
export class GraphqlQuestions {
  constructor(
    private readonly questions: ParameterQueries,
    private readonly limits: RequestLimits,
  ) {}

  /** @throws AppError as `GET /data/metrics` */
  async metrics(principal: Principal, args: MetricsArgs, context: GraphqlContext): Promise<MetricType[]> {
    const { metric, aggregation, interval } = args;
    const parameters = {
      ...questionParameters(args),
      metric: metric ?? undefined,
      ...(aggregation === 'countDistinct' && { dimension: args.dimension ?? undefined }),
      interval: interval ?? undefined,
      groupBy: groupByOf(args),
    };
    const answer = await this.ask(principal, parameters, context, 'metrics');
    if (answer.meta.truncated) context.truncated?.add('metrics');
    return toMetrics(answer, aggregation);
  }

  /** @throws AppError as `GET /data/analytics` */
  async analytics(
    principal: Principal,
    args: AnalyticsArgs,
    context: GraphqlContext,
  ): Promise<AnalyticsDataType> {
    const { metric, dimension } = args;
    const parameters = { ...questionParameters(args), metric, dimension };
    const { data, meta } = await this.ask(principal, parameters, context, 'analytics');
    const { from, to, computedAt, approximate, truncated } = meta;
    const rows = data.rows.map(([name, value, share]) => ({
      dimension: name as string | null,
      value: value as number | null,
      share: share as number | null,
    }));
    return {
      metric,
      dimension,
      unit: data.columns[1]?.unit,
      from,
      to,
      rows,
      computedAt,
      approximate,
      truncated,
    };
  }

  private async ask(
    principal: Principal,
    parameters: Parameters,
    context: GraphqlContext,
    question: 'metrics' | 'analytics',
  ): Promise<QueryAnswer> {
    await this.limits.count(principal, 'data-read');
    const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
    const signal = signalOf(context);
    const result: CacheResult = await this.questions[question](principal, given, signal ? { signal } : {});
    return JSON.parse(result.value.toString()) as QueryAnswer;
  }
}

function groupByOf({ groupBy, dimension, aggregation }: MetricsArgs): string[] {
  if (groupBy === 'dimension' && !dimension)
    throw AppError.invalid('/dimension', 'dimension must be the name of a dimension with groupBy: DIMENSION');
  const split = dimension && (groupBy === 'dimension' || aggregation !== 'countDistinct') ? [dimension] : [];
  return groupBy === 'date' ? ['date', ...split] : split;
}
