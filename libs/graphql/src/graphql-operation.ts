import type { FastifyReply } from 'fastify';
import type { AuthenticatedRequest } from '@app/auth';

/** What a client asks to be executed. */
export interface GraphqlOperation {
  query: string;
  operationName?: string | undefined;
  variables: Readonly<Record<string, unknown>>;
}

/** One error of an answer, as the specification of GraphQL has it. */
export interface GraphqlErrorEntry {
  message: string;
  locations?: readonly { line: number; column: number }[];
  path?: readonly (string | number)[];
  /** `code`, `status` and so on: the members of problem+json. */
  extensions: Readonly<Record<string, unknown>>;
}

/** The answer to one operation. There are no data when it was not executed. */
export interface GraphqlResult {
  data?: unknown;
  errors?: readonly GraphqlErrorEntry[];
  extensions?: Readonly<Record<string, unknown>>;
}

/** What all resolvers of one HTTP request, or of one connection, share. */
export interface GraphqlContext {
  /** Who asks is its `user`. */
  req: AuthenticatedRequest;
  /** Absent on a connection. Not `reply`, under which mercurius expects one of its own server. */
  response?: FastifyReply;
  /** Names of root fields whose rows were more than they show. */
  truncated?: Set<string>;
}

/** What is left of what one request may cost. */
export interface CostBudget {
  left: number;
}

/** Executes operations. */
export interface GraphqlEngine {
  /** Never rejects: what goes wrong is in the result. */
  execute(operation: GraphqlOperation, request: ExecutionRequest): Promise<GraphqlResult>;
  /** The schema in the schema language. */
  readonly schemaText: string;
  close(): Promise<void>;
}

export interface ExecutionRequest {
  context: GraphqlContext;
  budget: CostBudget;
  /** Queries alone are executed. */
  readOnly: boolean;
}
