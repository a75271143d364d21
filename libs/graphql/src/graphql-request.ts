import { AppError } from '@app/platform';
import type { GraphqlOperation } from './graphql-operation';

const MEDIA_TYPE = 'application/json';

/**
 * The operations of a POST: one, or a list of them.
 * @throws AppError 400, 415
 */
export function operationsOf(
  body: unknown,
  { contentType, most }: { contentType: string | undefined; most: number },
): { operations: GraphqlOperation[]; isBatch: boolean } {
  const [type = ''] = (contentType ?? '').split(';');
  // Any other a page of another origin could send without being asked first.
  if (type.trim().toLowerCase() !== MEDIA_TYPE)
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', `Send the request as ${MEDIA_TYPE}.`);
  if (!Array.isArray(body)) return { operations: [operationOf(body, '')], isBatch: false };
  if (body.length === 0) throw AppError.invalid('', 'the list of operations is empty');
  if (body.length > most)
    throw new AppError('LIMIT_EXCEEDED', `A request has at most ${most} operations (given: ${body.length}).`);
  return { operations: body.map((each, index) => operationOf(each, `/${index}`)), isBatch: true };
}

/** The operation of a GET, whose maps are texts of JSON. @throws AppError 400 */
export function operationOfUrl(parameters: Readonly<Record<string, unknown>>): GraphqlOperation {
  const { query, operationName } = parameters;
  const variables = fromJson(parameters.variables, '/variables');
  const extensions = fromJson(parameters.extensions, '/extensions');
  return operationOf({ query, operationName, variables, extensions }, '');
}

/** Members that are not known are passed over, as the specification of GraphQL over HTTP has it. */
function operationOf(input: unknown, pointer: string): GraphqlOperation {
  if (!isMap(input)) throw AppError.invalid(pointer, 'an operation must be an object with the member query');
  const { query, operationName, variables, extensions } = input;
  if (typeof query !== 'string')
    throw AppError.invalid(`${pointer}/query`, 'query must be a text: a GraphQL document');
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    throw AppError.invalid(`${pointer}/operationName`, 'operationName must be a text or null');
  if (!isAbsent(variables) && !isMap(variables))
    throw AppError.invalid(`${pointer}/variables`, 'variables must be an object or null');
  if (!isAbsent(extensions) && !isMap(extensions))
    throw AppError.invalid(`${pointer}/extensions`, 'extensions must be an object or null');
  return { query, operationName: operationName || undefined, variables: variables ?? {} };
}

function fromJson(text: unknown, pointer: string): unknown {
  if (isAbsent(text) || text === '') return undefined;
  try {
    if (typeof text === 'string') return JSON.parse(text) as unknown;
  } catch {
    // Told below.
  }
  throw AppError.invalid(pointer, `${pointer.slice(1)} must be one text of JSON`);
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
