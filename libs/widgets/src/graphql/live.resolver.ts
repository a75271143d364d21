import { Args, Context, Extensions, Resolver, Subscription } from '@nestjs/graphql';
import { AllowEmbed, CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import { LiveDashboards } from '@app/realtime';
import { cost, type GraphqlContext, LiveFrames } from '@graphql/graphql';
import { WidgetService } from '../widget/widget.service';
import { DashboardUpdateType } from './dashboard-update.type';
import { DashboardUpdatesArgs, dataParameters, WidgetDataArgs } from './data.args';
import { toUpdate, widgetIn } from './to-update';
import { WidgetDataType } from './widget-data.type';

const WATCH_COST = 50;
const asItIs = <T>(value: T): T => value;

/** Dashboards that move by themselves. All who watch the same share one evaluation. */
@Resolver()
export class LiveResolver {
  constructor(
    private readonly live: LiveDashboards,
    private readonly widgets: WidgetService,
  ) {}

  @Subscription(() => DashboardUpdateType, {
    description: 'A snapshot, then what changes; the arguments are those of `Dashboard.data`.',
    resolve: asItIs,
  })
  @Extensions({ complexity: cost(WATCH_COST) })
  @AllowEmbed()
  @RequirePermission('dashboard', 'read')
  dashboardUpdates(
    @Args() args: DashboardUpdatesArgs,
    @Context() context: GraphqlContext,
  ): Promise<LiveFrames<DashboardUpdateType>> {
    const dashboardId = args.id;
    const request = { dashboardId, parameters: dataParameters(args) };
    return LiveFrames.open(context, this.live, request, (frame) => toUpdate(frame, dashboardId));
  }

  @Subscription(() => WidgetDataType, {
    description: 'The data of one widget now, and whenever they change.',
    resolve: asItIs,
  })
  @Extensions({ complexity: cost(WATCH_COST) })
  @AllowEmbed()
  @RequirePermission('widget', 'read')
  async widgetData(
    @CurrentPrincipal() principal: Principal,
    @Args() args: WidgetDataArgs,
    @Context() context: GraphqlContext,
  ): Promise<LiveFrames<WidgetDataType>> {
    const { id: widgetId, dashboardId } = await this.widgets.get(principal, args.widgetId);
    const request = { dashboardId, parameters: dataParameters(args) };
    return LiveFrames.open(context, this.live, request, (frame) => widgetIn(frame, dashboardId, widgetId));
  }
}
