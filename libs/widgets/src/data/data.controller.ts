import { Controller, Get, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  AllowEmbed,
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import {
  type CacheDirectives,
  CachedResult,
  CachedResultInterceptor,
  type CacheResult,
  RequestCacheControl,
  type Repeat,
} from '@app/cache';
import { ApiCachedAnswer, clientSignal } from '@app/data';
import { ApiProblems } from '@app/platform';
import { DashboardDataService, type DataOptions } from './dashboard-data.service';
import { ViewParameters } from '@app/realtime';
import { DashboardDataDto, WidgetDataDto } from './widget-data.dto';

const FILTERS =
  "Filters of dashboard and request are AND-ed to the widget's own. One on a dimension that none of a widget's metrics has " +
  'does not apply to that widget, whose `meta.ignoredFilters` says so.';

@ApiActingOrganization()
@Controller()
@UseInterceptors(CachedResultInterceptor)
export class DataController {
  constructor(private readonly service: DashboardDataService) {}

  @Get('dashboards/:id/data')
  @AllowEmbed()
  @ApiTags('Dashboards')
  @RequirePermission('dashboard', 'read')
  @ApiOperation({
    operationId: 'getDashboardData',
    summary: 'Data of all widgets of a dashboard',
    description: `One call, one status per widget: one that fails says why and leaves the others alone. Equal queries run once. ${FILTERS} Needs \`dashboard:read\` and \`data:read\`.`,
  })
  @ApiParam({ name: 'id', format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' })
  @ApiCachedAnswer(DashboardDataDto)
  @ApiProblems('VALIDATION_FAILED', 'LIMIT_EXCEEDED', 'NOT_FOUND')
  @ApiAuthProblems()
  async dashboard(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() parameters: ViewParameters,
    @RequestCacheControl() freshness: CacheDirectives,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CachedResult> {
    return answered(reply, freshness, (options) =>
      this.service.dashboard(principal, id, parameters, options),
    );
  }

  @Get('widgets/:id/data')
  @AllowEmbed()
  @ApiTags('Widgets')
  @RequirePermission('widget', 'read')
  @ApiOperation({
    operationId: 'getWidgetData',
    summary: 'Data of one widget',
    description: `As it is on its dashboard; an error is the answer of the request. ${FILTERS} Needs \`widget:read\` and \`data:read\`.`,
  })
  @ApiParam({ name: 'id', format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f02' })
  @ApiCachedAnswer(WidgetDataDto)
  @ApiProblems(
    'VALIDATION_FAILED',
    'LIMIT_EXCEEDED',
    'NOT_FOUND',
    'UNKNOWN_METRIC',
    'UNKNOWN_DIMENSION',
    'QUERY_TIMEOUT',
  )
  @ApiAuthProblems()
  async widget(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() parameters: ViewParameters,
    @RequestCacheControl() freshness: CacheDirectives,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CachedResult> {
    return answered(reply, freshness, (options) => this.service.widget(principal, id, parameters, options));
  }
}

/** Ends the work when the client goes away, and says how long the same request may get the same answer. */
async function answered(
  reply: FastifyReply,
  freshness: CacheDirectives,
  work: (options: DataOptions) => Promise<CacheResult>,
): Promise<CachedResult> {
  let repeat: Repeat | undefined;
  const onQuestions = (known: Repeat): void => void (repeat = known);
  const result = await work({ ...freshness, signal: clientSignal(reply), onQuestions });
  return new CachedResult(result, { repeat });
}
