import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  type GraphQLSchema,
  OperationTypeNode,
  parse,
  printSchema,
  specifiedRules,
  validate,
} from 'graphql';
import { type AppConfig, AppError } from '@app/platform';
import type { Connections } from '@app/realtime';
import type {
  ExecutionRequest,
  GraphqlEngine,
  GraphqlOperation,
  GraphqlResult,
  Upgrade,
} from '../graphql-operation';
import { charge } from './cost';
import { assertDocument } from './document-rules';
import type { EngineDriver } from './engine-driver';
import type { ErrorEntries } from './error-entries';
import { MOST_ERRORS, MOST_TOKENS } from './parse-limits';
import { SocketServer } from './sockets/socket-server';

interface EngineOptions {
  config: AppConfig;
  connections: Connections;
  errors: ErrorEntries;
  introspection: boolean;
}

/** What mercurius hands to hooks: the context of the resolvers, and what belongs to this one execution. */
type HookContext = ExecutionRequest['context'] & {
  [EXECUTION]: { operation: GraphqlOperation; request: ExecutionRequest };
};
const EXECUTION = Symbol('execution');

/** Executes documents with mercurius, within the limits of the settings. */
export class Engine implements GraphqlEngine {
  private readonly sockets: SocketServer;

  constructor(
    private readonly driver: EngineDriver,
    private readonly schema: GraphQLSchema,
    private readonly options: EngineOptions,
  ) {
    const { config, connections, errors } = options;
    this.sockets = new SocketServer({ config, connections, errors, prepare: (each) => this.prepare(each) });
    const { graphql } = driver;
    graphql.addHook('preValidation', async (_schema, document) => this.beforeValidation(document));
    graphql.addHook('preExecution', async (_schema, document, context) =>
      this.beforeExecution(document, context as unknown as HookContext),
    );
  }

  get schemaText(): string {
    return `${printSchema(this.schema)}\n`;
  }

  async execute(operation: GraphqlOperation, request: ExecutionRequest): Promise<GraphqlResult> {
    const { query, variables, operationName } = operation;
    const { errors } = this.options;
    const rowsLeftOut = new Set<string>();
    const context = { ...request.context, truncated: rowsLeftOut, [EXECUTION]: { operation, request } };
    let result: ExecutionResult;
    try {
      assertNoTree(query);
      result = await this.driver.graphql(query, context, variables, operationName);
    } catch (thrown) {
      return { errors: errors.ofDocument(thrown, request.context) };
    }
    const { data } = result;
    const entries = result.errors?.map((error) => errors.ofField(error, request.context));
    const truncated = [...rowsLeftOut];
    return {
      ...(entries && { errors: entries }),
      ...(data !== undefined && { data }),
      ...(truncated.length > 0 && { extensions: { truncated } }),
    };
  }

  connect(upgrade: Upgrade): void {
    this.sockets.connect(upgrade);
  }

  async close(): Promise<void> {
    this.sockets.close();
    await this.driver.stop();
  }

  /** A subscription that may be executed. @throws what is wrong with it */
  private prepare(operation: GraphqlOperation): Omit<ExecutionArgs, 'contextValue'> {
    const { query, operationName, variables } = operation;
    const document = parse(query, { maxTokens: MOST_TOKENS });
    this.beforeValidation(document);
    const options = { maxErrors: MOST_ERRORS, hideSuggestions: !this.options.introspection };
    const errors = validate(this.schema, document, specifiedRules, options);
    if (errors.length > 0) throw Object.assign(new Error('The document is not valid.'), { errors });
    if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION)
      throw new AppError('VALIDATION_FAILED', 'Queries and mutations are for HTTP: POST /graphql.');
    charge(this.schema, document, operation, { left: this.options.config.graphqlCostMax });
    return { schema: this.schema, document, operationName, variableValues: { ...variables } };
  }

  private beforeValidation(document: DocumentNode): void {
    assertDocument(document, this.options.config, this.options.introspection);
  }

  private beforeExecution(document: DocumentNode, context: HookContext): undefined {
    const { operation, request } = context[EXECUTION];
    assertExecutable(document, operation, request.readOnly);
    charge(this.schema, document, operation, request.budget);
    return undefined;
  }
}

function assertExecutable(
  document: DocumentNode,
  { operationName }: GraphqlOperation,
  readOnly: boolean,
): void {
  const kind = getOperationAST(document, operationName)?.operation;
  if (kind === OperationTypeNode.SUBSCRIPTION)
    throw new AppError('VALIDATION_FAILED', 'Subscriptions are for connections by websocket.');
  if (readOnly && kind !== OperationTypeNode.QUERY)
    throw new AppError('METHOD_NOT_ALLOWED', 'A GET executes queries alone; send a mutation by POST.');
}

/** What is no document but JSON, mercurius would take for a syntax tree that somebody has made beforehand, past every limit. */
function assertNoTree(source: string): void {
  try {
    JSON.parse(source);
  } catch {
    return;
  }
  throw new AppError('VALIDATION_FAILED', 'Syntax Error: the document is JSON.');
}
