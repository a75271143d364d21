import { Controller, Get, Header, Headers } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '../clock';
import { ApiProblems } from '../http/api-problems';
import { Public } from '../http/public';
import type { CredentialHeaders } from '../telemetry/operator-access';
import { HealthDetails } from './health-details';
import { HealthDto, LivenessDto, ReadinessDto } from './health.dto';
import { Readiness } from './readiness';

/** Probes for people, load balancers and orchestrators. Outside of `/api/v1`. */
@ApiTags('Health')
@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly clock: Clock,
    private readonly readiness: Readiness,
    private readonly details: HealthDetails,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiBearerAuth('accessToken')
  @ApiOperation({
    operationId: 'getHealth',
    summary: 'Is this process up?',
    description:
      'Answers at once and asks nothing else, so it can be called as often as one likes. With the access token of an ' +
      'administrator it adds versions, memory and lag.',
  })
  @ApiOkResponse({ type: HealthDto, description: 'It is up.' })
  async health(@Headers() headers: CredentialHeaders): Promise<HealthDto> {
    const { versions, memory, lag } = (await this.details.for(headers)) ?? {};
    return {
      status: 'healthy',
      timestamp: this.clock.now().toISOString(),
      uptime: Number(process.uptime().toFixed(3)),
      versions,
      memory,
      lag,
    };
  }

  @Get('live')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'getLiveness',
    summary: 'Should this process be restarted?',
    description: 'Liveness probe. It stays 200 while a dependency is down: a restart would not mend that.',
  })
  @ApiOkResponse({ type: LivenessDto, description: 'No.' })
  live(): LivenessDto {
    return { status: 'alive' };
  }

  @Get('ready')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'getReadiness',
    summary: 'May this process be given work?',
    description:
      'Readiness probe: checks the database, its migrations and the queue, each for 2 s at most. 503 while one of them ' +
      'fails, and from the moment the process was asked to stop.',
  })
  @ApiOkResponse({ type: ReadinessDto, description: 'Yes.' })
  @ApiProblems('SHUTTING_DOWN', 'DEPENDENCY_UNAVAILABLE')
  ready(): Promise<ReadinessDto> {
    return this.readiness.assertReady();
  }
}
