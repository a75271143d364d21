import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type AuthenticatedRequest, type Principal, RequestLimits } from '@app/auth';
import { AppConfig, Clock, toAppError, toProblem } from '@app/platform';
import { contentType, errorEntry, statusOf } from './graphql-problem';
import type { CostBudget, GraphqlContext, GraphqlOperation, GraphqlResult } from './graphql-operation';
import { operationOfUrl, operationsOf } from './graphql-request';
import { LazyEngine } from './lazy-engine';

/** GraphQL over HTTP. */
@Injectable()
export class GraphqlEndpoint {
  constructor(
    private readonly engine: LazyEngine,
    private readonly limits: RequestLimits,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError for what is no GraphQL request at all */
  async post(body: unknown, request: AuthenticatedRequest, reply: FastifyReply): Promise<string> {
    const { operations, isBatch } = operationsOf(body, {
      contentType: request.headers['content-type'],
      most: this.config.graphqlBatchMax,
    });
    const exchange = { request, reply, budget: this.budget(), readOnly: false };
    const results: GraphqlResult[] = [];
    for (const [index, operation] of operations.entries()) {
      results.push(await this.counted(operation, exchange, index));
    }
    return isBatch ? answer(reply, results, 200) : this.single(exchange, results[0] as GraphqlResult);
  }

  /** @throws AppError for what is no GraphQL request at all */
  async get(
    parameters: Record<string, unknown>,
    request: AuthenticatedRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const exchange = { request, reply, budget: this.budget(), readOnly: true };
    return this.single(exchange, await this.execute(operationOfUrl(parameters), exchange));
  }

  /** The request itself has been counted: that is its first operation. */
  private async counted(
    operation: GraphqlOperation,
    exchange: Exchange,
    index: number,
  ): Promise<GraphqlResult> {
    try {
      if (index > 0) await this.limits.count(exchange.request.user as Principal, 'requests');
      return await this.execute(operation, exchange);
    } catch (thrown) {
      const problem = toProblem(toAppError(thrown), '/graphql', exchange.request.id, this.clock.now());
      return { errors: [errorEntry(problem)] };
    }
  }

  private async execute(operation: GraphqlOperation, exchange: Exchange): Promise<GraphqlResult> {
    const { request, reply, budget, readOnly } = exchange;
    const engine = await this.engine.load();
    const context: GraphqlContext = { req: request, response: reply };
    return engine.execute(operation, { context, budget, readOnly });
  }

  private single({ request, reply }: Exchange, result: GraphqlResult): string {
    const [error] = result.errors ?? [];
    const retryAfter = error?.extensions.retryAfter;
    const status = statusOf(result, request.headers.accept);
    if (status >= 400 && typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
    return answer(reply, result, status);
  }

  private budget(): CostBudget {
    return { left: this.config.graphqlCostMax };
  }
}

interface Exchange {
  request: AuthenticatedRequest;
  reply: FastifyReply;
  budget: CostBudget;
  readOnly: boolean;
}

function answer(reply: FastifyReply, body: object, status: number): string {
  void reply.status(status).type(contentType(reply.request.headers.accept));
  return JSON.stringify(body);
}
