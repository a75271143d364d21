import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import { ApiProblems } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { clientSignal } from '../../query/client-signal';
import { MetricQueryDto } from '../../query/metric-query.dto';
import { QUERY_EXAMPLES } from '../../query/query-examples';
import { QUERY_PROBLEMS } from '../../query/query-problems';
import { QueryExplanationDto } from './explain.dto';
import type { QueryExplanation } from './query-explanation';
import { QueryExplainer } from './query-explainer';

@ApiTags('Data')
@Controller('data/query/explain')
export class ExplainController {
  constructor(private readonly explainer: QueryExplainer) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('data', 'read')
  @ApiOperation({
    operationId: 'explainQuery',
    summary: 'Explain how a question is answered',
    description:
      'Runs the question and tells what was read: levels of rollups, partitions, the statement without values, rows expected and met; how the answer is cached; and what would make it faster, with the numbers that say so. It never tells more than you may see. Needs `data:read`.',
  })
  @ApiBody({ type: MetricQueryDto, examples: QUERY_EXAMPLES })
  @ApiOkResponse({ type: QueryExplanationDto })
  @ApiProblems(
    ...QUERY_PROBLEMS,
    'OVERLOADED',
    'MALFORMED_BODY',
    'PAYLOAD_TOO_LARGE',
    'UNSUPPORTED_MEDIA_TYPE',
  )
  explain(
    @CurrentPrincipal() principal: Principal,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueryExplanation> {
    return this.explainer.explain(principal, body, clientSignal(reply));
  }
}
