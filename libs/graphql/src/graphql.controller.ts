import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiSecurity,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AllowEmbed, ApiActingOrganization, type AuthenticatedRequest, RequirePrincipal } from '@app/auth';
import { GraphqlRequestDto, GraphqlResultDto } from './graphql.dto';
import { GraphqlEndpoint } from './graphql-endpoint';
import { renderProblem } from './graphql-problem';

const DESCRIPTION =
  'The schema is `schema.graphql` in the repository. Each field needs the permission that its route needs; an error carries the ' +
  'members of problem+json as `extensions`.';
const BODY = { schema: { $ref: getSchemaPath(GraphqlResultDto) } };
const CONTENT = { 'application/json': BODY, 'application/graphql-response+json': BODY };
const BATCH = { type: 'array' as const, items: { $ref: getSchemaPath(GraphqlRequestDto) } };
const EXAMPLES = {
  query: { value: { query: '{ dashboards(limit: 5) { id name widgets { title type } } }' } },
  variables: {
    value: {
      query: 'query($id: ID!) { dashboard(id: $id) { name } }',
      variables: { id: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' },
    },
  },
};

@ApiTags('GraphQL')
@ApiActingOrganization()
@ApiSecurity('apiKey')
@ApiExtraModels(GraphqlRequestDto, GraphqlResultDto)
@ApiResponse({
  status: 400,
  description: '`VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED`',
  content: CONTENT,
})
@ApiResponse({
  status: 401,
  description: '`UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, …',
  content: CONTENT,
})
@ApiResponse({
  status: 403,
  description: '`ENDPOINT_NOT_ALLOWED`, `INSUFFICIENT_PERMISSIONS`',
  content: CONTENT,
})
@ApiResponse({ status: 405, description: '`METHOD_NOT_ALLOWED`: a GET that is no query', content: CONTENT })
@ApiResponse({ status: 429, description: '`RATE_LIMITED`', content: CONTENT })
@Controller('graphql')
export class GraphqlController {
  constructor(private readonly endpoint: GraphqlEndpoint) {}

  @Post()
  @HttpCode(200)
  @AllowEmbed()
  @RequirePrincipal()
  @RouteConfig({ renderProblem })
  @ApiOkResponse({ description: 'What was executed, or why it was not.', content: CONTENT })
  @ApiOperation({ operationId: 'graphql', summary: 'Execute a GraphQL document', description: DESCRIPTION })
  @ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(GraphqlRequestDto) }, BATCH] }, examples: EXAMPLES })
  post(
    @Req() request: AuthenticatedRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.endpoint.post(body, request, reply);
  }

  @Get()
  @AllowEmbed()
  @RequirePrincipal()
  @RouteConfig({ renderProblem })
  @ApiOkResponse({ description: 'What was executed, or why it was not.', content: CONTENT })
  @ApiOperation({ operationId: 'graphqlQuery', summary: 'Execute a GraphQL query', description: DESCRIPTION })
  @ApiQuery({
    name: 'query',
    type: String,
    required: true,
    description: 'The document.',
    example: '{ __typename }',
  })
  @ApiQuery({ name: 'operationName', type: String, required: false, description: 'Which of its operations.' })
  @ApiQuery({ name: 'variables', type: String, required: false, description: 'As JSON.' })
  @ApiQuery({ name: 'extensions', type: String, required: false, description: 'As JSON; passed over.' })
  get(
    @Req() request: AuthenticatedRequest,
    @Query() parameters: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.endpoint.get(parameters, request, reply);
  }
}
