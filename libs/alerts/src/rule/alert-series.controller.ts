import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ID_PARAM, PageQuery } from '@app/platform';
import { AcknowledgeAlertDto, AcknowledgedDto, AlertSeriesPageDto } from './alert-series.dto';
import { AlertSeries } from './alert-series';

@ApiTags('Alerts')
@ApiActingOrganization()
@Controller('alerts/:id')
export class AlertSeriesController {
  constructor(private readonly series: AlertSeries) {}

  @Get('series')
  @RequirePermission('alert', 'read')
  @ApiOperation({
    operationId: 'listAlertSeries',
    summary: 'List the series of an alert',
    description:
      'How each fares, and who has acknowledged it. Who has a data policy sees its own alerts alone. Needs `alert:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: AlertSeriesPageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND')
  @ApiAuthProblems()
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<AlertSeriesPageDto> {
    return this.series.list(principal, id, query);
  }

  @Post('acknowledge')
  @HttpCode(200)
  @RequirePermission('alert', 'write')
  @ApiOperation({
    operationId: 'acknowledgeAlert',
    summary: 'Acknowledge what an alert tells',
    description:
      'Nothing more is told of it before it is resolved, or `until`; that it is resolved is told. Needs `alert:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiBody({
    type: AcknowledgeAlertDto,
    examples: { all: { value: {} }, one: { value: { series: { region: 'north' } } } },
  })
  @ApiOkResponse({ type: AcknowledgedDto })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'CONFLICT')
  @ApiAuthProblems()
  acknowledge(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: AcknowledgeAlertDto,
  ): Promise<AcknowledgedDto> {
    return this.series.acknowledge(principal, id, body);
  }
}
