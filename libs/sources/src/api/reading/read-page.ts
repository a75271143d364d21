import { evaluate, ExpressionError } from '../../records/expression';
import { ApiIntegrationError } from '../client/api-integration-error';
import type { ApiAnswer } from '../client/third-party-api-client';
import { type ApiConnection, type ApiFormat, LARGEST_JSON } from '../connection/api-connection';
import { JsonWeight } from './json-weight';
import type { PageRoom, PageWait } from './page-room';
import { charsetOf, readCsv, readJson, readLines } from './read-lines';

/** What an answer has. */
export interface Page {
  /** Read it once. */
  records: AsyncIterable<unknown> | Iterable<unknown>;
  /** What is around the records; null where there is nothing around them. */
  body: unknown;
  /** Gives back the memory that it takes; call it however reading ended. */
  done(): void;
}

const BY_TYPE: [RegExp, ApiFormat][] = [
  [/^(application|text)\/(x-)?(ndjson|jsonl|jsonlines|json-lines|json-stream|json-seq)$/, 'ndjson'],
  [/^application\/stream\+json$/, 'ndjson'],
  [/^(application|text)\/([\w.-]+\+)?json$/, 'json'],
  [/^(text|application)\/(csv|x-csv|vnd\.csv)$/, 'csv'],
];

/** Decides how an answer is read: what is JSON as a whole, the other formats while they come. */
export function expectation({ format, maxBytes }: ApiConnection) {
  return (headers: ApiAnswer['headers']): { maxBytes: number; whole: boolean } => {
    const whole = (format ?? formatIn(headers)) === 'json';
    return { whole, maxBytes: whole ? Math.min(maxBytes, LARGEST_JSON) : maxBytes };
  };
}

/** @throws ApiIntegrationError invalid, too-large, aborted; OwnLimitError while other pages take all memory for pages */
export async function readPage(
  answer: ApiAnswer,
  { format, delimiter, records }: ApiConnection,
  room: PageRoom,
  wait: PageWait,
): Promise<Page> {
  const type = answer.headers['content-type'];
  const done = (): void => {};
  if (answer.status === 204) return { records: [], body: null, done };
  switch (format ?? formatIn(answer.headers)) {
    case 'json':
      return parsed(answer, records, room, wait);
    case 'ndjson':
      return { body: null, records: readLines(answer.body, type), done };
    case 'csv':
      return { body: null, records: readCsv(answer.body, type, delimiter), done };
    default:
      throw new ApiIntegrationError('invalid', {
        detail: 'Its content type is neither of JSON nor of CSV: name the format.',
      });
  }
}

/** JSON is parsed once there is memory for what it becomes. */
async function parsed(answer: ApiAnswer, records: string, room: PageRoom, wait: PageWait): Promise<Page> {
  const type = answer.headers['content-type'];
  const weight = new JsonWeight(charsetOf(type));
  const chunks: Buffer[] = [];
  for await (const chunk of answer.body) {
    weight.add(chunk);
    room.assertFits(weight.bytes);
    chunks.push(chunk);
  }
  const done = await room.take(weight.bytes, wait);
  try {
    const body = await readJson(chunks.splice(0), type);
    return { body, records: listIn(body, records), done };
  } catch (error) {
    done();
    throw error;
  }
}

/** What an expression finds in an answer, its failure in the words of sources. */
export function find(name: string, expression: string, value: unknown): unknown {
  try {
    return evaluate(expression, value);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new ApiIntegrationError('invalid', { detail: `${name} ${error.message}` });
  }
}

function listIn(body: unknown, records: string): unknown[] {
  const found = find('records', records, body);
  if (Array.isArray(found)) return found;
  throw new ApiIntegrationError('invalid', { detail: `records finds no list at ${records}` });
}

function formatIn({ 'content-type': type = '' }: ApiAnswer['headers']): ApiFormat | undefined {
  const name = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return BY_TYPE.find(([pattern]) => pattern.test(name))?.[1];
}
