import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import { cost, type GraphqlContext, listCost } from '@graphql/graphql';
import { AnalyticsDataType } from './analytics.type';
import { GraphqlQuestions } from './graphql-questions';
import { MetricType } from './metric.type';
import { AnalyticsArgs, MetricsArgs } from './metrics.args';

/** What a query of metrics costs besides its rows. */
const QUERY_COST = 50;
/** Rows are cheap beside the query that finds them. */
const ROW_SHARE = 0.02;

@Resolver()
@RequirePermission('data', 'read')
export class MetricsResolver {
  constructor(private readonly questions: GraphqlQuestions) {}

  @Query(() => [MetricType], {
    description:
      'Aggregated metrics, as `GET /data/metrics` answers them: a value for each metric and bucket or group.',
    complexity: listCost({ own: QUERY_COST, size: 1_000, share: ROW_SHARE }),
  })
  metrics(
    @CurrentPrincipal() principal: Principal,
    @Args() args: MetricsArgs,
    @Context() context: GraphqlContext,
  ): Promise<MetricType[]> {
    return this.questions.metrics(principal, args, context);
  }

  @Query(() => AnalyticsDataType, {
    description: 'A metric split by a dimension, as `GET /data/analytics` answers it.',
    complexity: cost(QUERY_COST),
  })
  analytics(
    @CurrentPrincipal() principal: Principal,
    @Args() args: AnalyticsArgs,
    @Context() context: GraphqlContext,
  ): Promise<AnalyticsDataType> {
    return this.questions.analytics(principal, args, context);
  }
}
