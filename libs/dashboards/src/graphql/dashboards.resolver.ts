import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { AllowEmbed, CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import { cost, listCost } from '@graphql/graphql';
import { toFilters } from '@graphql/data';
import { CreateDashboardDto } from '../dashboard.dto';
import { DashboardService } from '../dashboard.service';
import { bodyOf } from './body-of';
import { DashboardInput } from './dashboard.input';
import { DashboardType } from './dashboard.type';

const DEFAULT_LIMIT = 50;
const MUTATION_COST = 20;

@Resolver(() => DashboardType)
export class DashboardsResolver {
  constructor(private readonly dashboards: DashboardService) {}

  @Query(() => DashboardType, {
    nullable: true,
    description: 'One that is absent, or that you cannot see, is null with the error `NOT_FOUND`.',
    complexity: cost(1),
  })
  @AllowEmbed()
  @RequirePermission('dashboard', 'read')
  dashboard(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<DashboardType> {
    return this.dashboards.get(principal, id);
  }

  @Query(() => [DashboardType], {
    name: 'dashboards',
    description: 'Those that you can see, newest first.',
    complexity: listCost({ own: 1, size: DEFAULT_LIMIT }),
  })
  @RequirePermission('dashboard', 'read')
  slice(
    @CurrentPrincipal() principal: Principal,
    @Args('limit', { type: () => Int, nullable: true, description: '1 to 200; 50 unless given.' })
    limit?: number | null,
    @Args('offset', { type: () => Int, nullable: true, description: 'Up to 10000.' }) offset?: number | null,
  ): Promise<DashboardType[]> {
    return this.dashboards.slice(principal, { limit: limit ?? DEFAULT_LIMIT, offset: offset ?? 0 });
  }

  @Mutation(() => DashboardType, { complexity: cost(MUTATION_COST) })
  @RequirePermission('dashboard', 'write')
  async createDashboard(
    @CurrentPrincipal() principal: Principal,
    @Args('input', { type: () => DashboardInput }) input: DashboardInput,
  ): Promise<DashboardType> {
    const filters = input.filters && toFilters(input.filters);
    return this.dashboards.create(
      principal,
      await bodyOf(CreateDashboardDto, Object.assign({}, input, { filters })),
    );
  }
}
