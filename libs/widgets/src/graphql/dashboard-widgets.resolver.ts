import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AllowEmbed, RequirePermission } from '@app/auth';
import { DashboardType } from '@graphql/dashboards';
import { type GraphqlContext, listCost } from '@graphql/graphql';
import { DataArgs } from './data.args';
import { toWidgetData } from './to-widget-data';
import { WidgetDataType } from './widget-data.type';
import { WidgetLoads } from './widget-loads';
import { WidgetType } from './widget.type';

/** How many widgets a dashboard is taken to have. */
const USUAL_WIDGETS = 10;
const DATA_COST = 50;

/** Fields of a dashboard that need its widgets. */
@Resolver(() => DashboardType)
export class DashboardWidgetsResolver {
  constructor(private readonly loads: WidgetLoads) {}

  @ResolveField(() => [WidgetType], {
    description: 'In the order of creation.',
    complexity: listCost({ own: 1, size: USUAL_WIDGETS }),
  })
  @AllowEmbed()
  @RequirePermission('widget', 'read')
  widgets(@Parent() { id }: DashboardType, @Context() context: GraphqlContext): Promise<WidgetType[]> {
    return this.loads.widgetsOf(context, id);
  }

  @ResolveField(() => [WidgetDataType], {
    description:
      'The data of all widgets, computed together; one that fails says so and leaves the others alone.',
    complexity: listCost({ own: DATA_COST, size: USUAL_WIDGETS }),
  })
  @AllowEmbed()
  @RequirePermission('data', 'read')
  async data(
    @Parent() { id }: DashboardType,
    @Args() args: DataArgs,
    @Context() context: GraphqlContext,
  ): Promise<WidgetDataType[]> {
    const answers = await this.loads.dataOf(context, id, args);
    return Object.entries(answers).map(([widgetId, answer]) => toWidgetData(widgetId, answer));
  }
}
