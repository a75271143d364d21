import {
  type DocumentNode,
  getOperationAST,
  type GraphQLSchema,
  type ExecutionResult,
  printSchema,
} from 'graphql';
import { type AppConfig, AppError } from '@app/platform';
import type { ExecutionRequest, GraphqlEngine, GraphqlOperation, GraphqlResult } from '../graphql-operation';
import { charge } from './cost';
import { assertDocument } from './document-rules';
import type { EngineDriver } from './engine-driver';
import type { ErrorEntries } from './error-entries';

interface EngineOptions {
  config: AppConfig;
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
  constructor(
    private readonly driver: EngineDriver,
    private readonly schema: GraphQLSchema,
    private readonly options: EngineOptions,
  ) {
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

  async close(): Promise<void> {
    await this.driver.stop();
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
  if (kind === 'subscription')
    throw new AppError('VALIDATION_FAILED', 'Subscriptions are for connections by websocket.');
  if (readOnly && kind !== 'query')
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
