import { Args, ArgsType, Field, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from 'class-validator';
import { CurrentPrincipal, type Principal, RequestLimits, RequirePermission } from '@app/auth';
import { FilterInput, toFilters } from '@graphql/data';
import { bodyOf } from '@graphql/dashboards';
import { cost } from '@graphql/graphql';
import type { ExportFormat as FormatName } from '../export-format';
import { ExportDashboardDto } from '../export.dto';
import { ExportService } from '../export.service';
import { ExportFormat, ExportJobType } from './export-job.type';

const EXPORT_COST = 100;

@ArgsType()
class ExportArgs {
  @Allow()
  @Field(() => ID)
  id!: string;

  @Allow()
  @Field(() => ExportFormat)
  format!: FormatName;

  @Allow()
  @Field(() => String, { nullable: true, description: "Replaces each widget's own range, such as `30d`." })
  last?: string | null;

  @Allow()
  @Field(() => [FilterInput], { nullable: true, description: 'AND-ed to those of dashboard and widgets.' })
  filters?: FilterInput[] | null;

  @Allow()
  @Field(() => String, { nullable: true, description: 'IANA name.' })
  timezone?: string | null;
}

@Resolver()
export class ExportsResolver {
  constructor(
    private readonly exports: ExportService,
    private readonly limits: RequestLimits,
  ) {}

  @Mutation(() => ExportJobType, {
    description: 'Asks for a file of a dashboard as you see it; a job makes it.',
    complexity: cost(EXPORT_COST),
  })
  @RequirePermission('dashboard', 'export')
  async exportDashboard(
    @CurrentPrincipal() principal: Principal,
    @Args() { id, format, last, filters, timezone }: ExportArgs,
  ): Promise<ExportJobType> {
    const asked = {
      format,
      timerange: last,
      filters: filters && JSON.stringify(toFilters(filters)),
      timezone,
    };
    const body = await bodyOf(ExportDashboardDto, asked);
    await this.limits.count(principal, 'exports');
    return this.exports.request(principal, id, body);
  }

  @Query(() => ExportJobType, { nullable: true, complexity: cost(1) })
  @RequirePermission('export', 'read')
  exportJob(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<ExportJobType> {
    return this.exports.get(principal, id);
  }
}
