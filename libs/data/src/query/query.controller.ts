import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import {
  type CacheDirectives,
  CachedResult,
  CachedResultInterceptor,
  type CacheResult,
  RequestCacheControl,
} from '@app/cache';
import { ApiProblems } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { ApiCachedAnswer } from './api-cached-answer';
import { CONTENT_TYPES, representationFor } from './answer/representation';
import { clientSignal } from './client-signal';
import { MetricQueryDto } from './metric-query.dto';
import { ParameterQueries } from './parameter-queries';
import type { Parameters } from './parsing/parse-parameters';
import { QueryAnswerDto } from './query-answer.dto';
import { QUERY_EXAMPLES } from './query-examples';
import { ApiTableParameters, ApiQueryParameters } from './query-parameters';
import { QueryPipeline, type RunOptions } from './query-pipeline';
import { QUERY_PROBLEMS } from './query-problems';

@ApiTags('Data')
@Controller('data')
@UseInterceptors(CachedResultInterceptor)
export class QueryController {
  constructor(
    private readonly pipeline: QueryPipeline,
    private readonly questions: ParameterQueries,
  ) {}

  @Post('query')
  @HttpCode(200)
  @RequirePermission('data', 'read')
  @ApiOperation({
    operationId: 'queryMetrics',
    summary: 'Ask a question about metrics',
    description: 'All metrics of one question come from one moment. Needs `data:read`.',
  })
  @ApiBody({ type: MetricQueryDto, examples: QUERY_EXAMPLES })
  @ApiCachedAnswer(QueryAnswerDto, { tables: true })
  @ApiProblems(...QUERY_PROBLEMS, 'MALFORMED_BODY', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE')
  query(
    @CurrentPrincipal() principal: Principal,
    @Body() body: unknown,
    @RequestCacheControl() freshness: CacheDirectives,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CachedResult> {
    return timed({ principal, reply, freshness, accept }, (options) =>
      this.pipeline.ask(principal, body, options),
    );
  }

  @Get('metrics')
  @RequirePermission('data', 'read')
  @ApiOperation({
    operationId: 'getMetrics',
    summary: 'Aggregate metrics',
    description: 'The same question as POST /data/query, in a URL, with one aggregation. Needs `data:read`.',
  })
  @ApiQueryParameters({ metric: 'flights.delay', required: false })
  @ApiTableParameters()
  @ApiCachedAnswer(QueryAnswerDto, { tables: true })
  @ApiProblems(...QUERY_PROBLEMS)
  metrics(
    @CurrentPrincipal() principal: Principal,
    @Query() parameters: Parameters,
    @RequestCacheControl() freshness: CacheDirectives,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CachedResult> {
    return timed({ principal, reply, freshness, accept }, (options) =>
      this.questions.metrics(principal, parameters, options),
    );
  }

  @Get('analytics')
  @RequirePermission('data', 'read')
  @ApiOperation({
    operationId: 'getAnalytics',
    summary: 'Split a metric by a dimension',
    description:
      'A row per value of the dimension, the greatest first, with `share`: the part of the total sum or count; under the other aggregations, whose values do not add up, the part of the points. Needs `data:read`.',
  })
  @ApiQueryParameters({ metric: 'flights.delay', required: true })
  @ApiQuery({
    name: 'dimension',
    required: true,
    type: String,
    description: 'Dimension whose values become the rows.',
    example: 'origin',
  })
  @ApiCachedAnswer(QueryAnswerDto, { tables: true })
  @ApiProblems(...QUERY_PROBLEMS)
  analytics(
    @CurrentPrincipal() principal: Principal,
    @Query() parameters: Parameters,
    @RequestCacheControl() freshness: CacheDirectives,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CachedResult> {
    return timed({ principal, reply, freshness, accept }, (options) =>
      this.questions.analytics(principal, parameters, options),
    );
  }
}

interface Exchange {
  principal: Principal;
  reply: FastifyReply;
  freshness: CacheDirectives;
  accept: string | undefined;
}

/**
 * Answers in the media type that the client wants, ends the work when the client goes away, and says in Server-Timing
 * what took how long.
 */
async function timed(
  { principal, reply, freshness, accept }: Exchange,
  work: (options: RunOptions) => Promise<CacheResult>,
): Promise<CachedResult> {
  const representation = representationFor(accept);
  const parts: string[] = [];
  const onTiming = (part: string, ms: number): void => void parts.push(`${part};dur=${ms.toFixed(1)}`);
  let until = 0;
  const onResolved = (end: number): void => void (until = end);
  const signal = clientSignal(reply);
  const result = await work({ ...freshness, representation, signal, onTiming, onResolved });
  void reply.header('server-timing', parts.join(', '));
  return new CachedResult(result, {
    contentType: CONTENT_TYPES[representation],
    negotiated: true,
    repeat: { until, tags: [`catalog:${principal.organizationId}`] },
  });
}
