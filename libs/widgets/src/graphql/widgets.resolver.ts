import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AllowEmbed, CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import { bodyOf } from '@graphql/dashboards';
import { cost, type GraphqlContext } from '@graphql/graphql';
import { CreateWidgetDto, UpdateWidgetDto } from '../widget/widget.dto';
import { WidgetService } from '../widget/widget.service';
import { DataArgs } from './data.args';
import { WidgetDataType } from './widget-data.type';
import { WidgetInput } from './widget.input';
import { WidgetLoads } from './widget-loads';
import { WidgetType } from './widget.type';

const DATA_COST = 10;
const MUTATION_COST = 20;

@Resolver(() => WidgetType)
export class WidgetsResolver {
  constructor(
    private readonly widgets: WidgetService,
    private readonly loads: WidgetLoads,
  ) {}

  @Query(() => WidgetType, { nullable: true, complexity: cost(1) })
  @AllowEmbed()
  @RequirePermission('widget', 'read')
  widget(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<WidgetType> {
    return this.widgets.get(principal, id);
  }

  @Mutation(() => WidgetType, {
    description: 'Adds a widget to a dashboard, at a free place of its layout.',
    complexity: cost(MUTATION_COST),
  })
  @RequirePermission('widget', 'write')
  async createWidget(
    @CurrentPrincipal() principal: Principal,
    @Args('input', { type: () => WidgetInput }) input: WidgetInput,
  ): Promise<WidgetType> {
    return this.widgets.create(principal, await bodyOf(CreateWidgetDto, input));
  }

  @Mutation(() => WidgetType, { description: 'What is not given stays.', complexity: cost(MUTATION_COST) })
  @RequirePermission('widget', 'write')
  async updateWidget(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
    @Args('input', { type: () => WidgetInput }) input: WidgetInput,
  ): Promise<WidgetType> {
    return this.widgets.update(principal, id, await bodyOf(UpdateWidgetDto, input));
  }

  @ResolveField(() => WidgetDataType, {
    nullable: true,
    description: 'An error of the query is part of it. All widgets of a dashboard are computed together.',
    complexity: cost(DATA_COST),
  })
  @AllowEmbed()
  @RequirePermission('data', 'read')
  data(
    @Parent() widget: WidgetType,
    @Args() args: DataArgs,
    @Context() context: GraphqlContext,
  ): Promise<WidgetDataType | null> {
    return this.loads.dataOfWidget(context, widget, args);
  }
}
