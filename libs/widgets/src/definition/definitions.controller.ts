import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { DashboardDto } from '@app/dashboards';
import { ApiProblems, tagged } from '@app/platform';
import { SP500 } from '../demo/sp500';
import { DashboardExporter } from './dashboard-exporter';
import { DashboardImporter } from './dashboard-importer';
import { DashboardDefinitionDto } from './definition.dto';

@ApiTags('Dashboards')
@ApiActingOrganization()
@Controller('dashboards')
export class DefinitionsController {
  constructor(
    private readonly exporter: DashboardExporter,
    private readonly importer: DashboardImporter,
  ) {}

  @Get(':id/export-definition')
  @RequirePermission('dashboard', 'export')
  @ApiOperation({
    operationId: 'exportDashboardDefinition',
    summary: 'A dashboard and its widgets as one JSON document',
    description:
      'Import it to make the same dashboard again; only ids, owner and times will differ. Needs `dashboard:export` and `widget:read`.',
  })
  @ApiParam({ name: 'id', format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' })
  @ApiOkResponse({ type: DashboardDefinitionDto })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  export(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<DashboardDefinitionDto> {
    return this.exporter.export(principal, id);
  }

  @Post('import')
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'importDashboard',
    summary: 'Create a dashboard from a definition',
    description:
      'All or nothing; its ids are replaced by new ones, and it belongs to you. Needs `dashboard:write` and `widget:write`.',
  })
  @ApiBody({
    type: DashboardDefinitionDto,
    examples: { sp500: { summary: 'A demo dashboard', value: SP500 } },
  })
  @ApiCreatedResponse({
    type: DashboardDto,
    headers: {
      ETag: { description: 'The version in quotes.', schema: { type: 'string', example: '"1"' } },
      Location: { description: 'Its path.', schema: { type: 'string' } },
    },
  })
  @ApiProblems(
    'VALIDATION_FAILED',
    'LIMIT_EXCEEDED',
    'MALFORMED_BODY',
    'PAYLOAD_TOO_LARGE',
    'UNKNOWN_METRIC',
    'UNKNOWN_DIMENSION',
  )
  @ApiAuthProblems()
  async import(
    @CurrentPrincipal() principal: Principal,
    @Body() definition: DashboardDefinitionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DashboardDto> {
    const dashboard = await this.importer.import(principal, definition);
    void reply.header('location', `/api/v1/dashboards/${dashboard.id}`);
    return tagged(reply, dashboard);
  }
}
