import { Controller, Get, Header, Headers } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems';
import { Public } from '../http/public';
import { exposition, EXPOSITION_TYPE } from './exposition';
import { MetricsAccess } from './metrics-access';
import type { CredentialHeaders } from './operator-access';
import { Telemetry } from './telemetry';

/** What this process measures of itself, for Prometheus. Outside of `/api/v1`. */
@ApiTags('Health')
@Controller('metrics')
@Public({ handlerDecides: true })
export class MetricsController {
  constructor(
    private readonly telemetry: Telemetry,
    private readonly access: MetricsAccess,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Header('content-type', EXPOSITION_TYPE)
  @ApiBearerAuth('accessToken')
  @ApiOperation({
    operationId: 'scrapeMetrics',
    summary: 'What does this process measure of itself?',
    description:
      'In the text format of Prometheus. The bearer is METRICS_TOKEN, or the access token of an administrator.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'Counters, gauges and histograms.', schema: { type: 'string' } })
  @ApiProblems(
    'UNAUTHENTICATED',
    'INVALID_TOKEN',
    'TOKEN_EXPIRED',
    'SESSION_ENDED',
    'INSUFFICIENT_PERMISSIONS',
  )
  async metrics(@Headers() headers: CredentialHeaders): Promise<string> {
    await this.access.assertAllowed(headers);
    return exposition(await this.telemetry.families());
  }
}
