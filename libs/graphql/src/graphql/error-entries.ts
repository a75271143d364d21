import { GraphQLError, Kind } from 'graphql';
import type { Denials } from '@app/auth';
import { AppError, type Clock, logError, toAppError, toProblem } from '@app/platform';
import type { Logger } from 'pino';
import type { GraphqlContext, GraphqlErrorEntry } from '../graphql-operation';
import { errorEntry } from '../graphql-problem';

const TOO_LONG = /^Syntax Error: Document contains more that (\d+) tokens/;
/** What graphql-js says of an argument whose variable turned out to have no value. */
const ARGUMENT = /^Argument "/;

/** Errors as an answer names them: those of services by their code, what nobody expected without a word of its cause. */
export class ErrorEntries {
  constructor(
    private readonly logger: Logger,
    private readonly clock: Clock,
    private readonly denials: Denials,
  ) {}

  /** Why a document was not executed: whatever mercurius threw, or what is wrong with the document, one by one. */
  ofDocument(thrown: unknown, context: GraphqlContext): GraphqlErrorEntry[] {
    const { errors } = thrown as { errors?: unknown };
    const list = Array.isArray(errors) && errors.length > 0 ? errors : [thrown];
    return list.map((error: unknown) => {
      if (!(error instanceof GraphQLError)) return this.entry(toAppError(error), context);
      return { ...this.entry(documentError(error), context), ...place(error) };
    });
  }

  /** What went wrong in a field. */
  ofField(error: GraphQLError, context: GraphqlContext): GraphqlErrorEntry {
    const known = fieldError(error);
    const field = error.nodes?.[0];
    if (known.code === 'INSUFFICIENT_PERMISSIONS' || known.code === 'POLICY_VIOLATION')
      this.denials.note(context.req, field?.kind === Kind.FIELD ? field.name.value : undefined);
    return { ...this.entry(known, context), ...place(error) };
  }

  private entry(error: AppError, { req }: GraphqlContext): GraphqlErrorEntry {
    logError(this.logger, error, req.id);
    return errorEntry(toProblem(error, '/graphql', req.id, this.clock.now()));
  }
}

function documentError({ message, originalError }: GraphQLError): AppError {
  if (originalError instanceof AppError) return originalError;
  const [, most] = TOO_LONG.exec(message) ?? [];
  return most === undefined
    ? new AppError('VALIDATION_FAILED', message)
    : new AppError('LIMIT_EXCEEDED', `A document has at most ${most} tokens.`);
}

function fieldError({ message, originalError }: GraphQLError): AppError {
  if (ARGUMENT.test(message) && (!originalError || originalError instanceof GraphQLError))
    return new AppError('VALIDATION_FAILED', message);
  return toAppError(originalError ?? new Error(message));
}

function place({ locations, path }: GraphQLError): Pick<GraphqlErrorEntry, 'locations' | 'path'> {
  return { ...(locations && { locations }), ...(path && { path }) };
}
