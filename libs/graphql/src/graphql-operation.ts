import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { AuthenticatedRequest, Principal } from '@app/auth';

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
  /** Only on a connection. */
  live?: LiveClient;
  /** Names of root fields whose rows were more than they show. */
  truncated?: Set<string>;
}

/** A client that is connected, as what it watches sees it. */
export interface LiveClient {
  /** Most of what may wait for it, and for how long. */
  readonly rules: { readonly streamBacklogBytes: number; readonly streamSlowMs: number };
  /** Has something told of it when its rights change. @returns what ends that */
  follow(watched: { recheck(principal: Principal): Promise<void> }): () => void;
  /** It does not take what is sent to it. */
  tooSlow(): void;
  /** It is to connect again, elsewhere if it can. */
  reconnect(): void;
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
  /** Takes a client that wants a websocket. */
  connect(upgrade: Upgrade): void;
  close(): Promise<void>;
}

/** A request to become a websocket. */
export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  /** Of the client. */
  address: string;
  /** Called once it has said who it is, or is gone. */
  entered: () => void;
}

export interface ExecutionRequest {
  context: GraphqlContext;
  budget: CostBudget;
  /** Queries alone are executed. */
  readOnly: boolean;
}
