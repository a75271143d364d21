import { AppError, type FieldError } from '@app/platform';
import { type ApiConnection, LARGEST_JSON } from './api-connection';
import { FieldChecks, given } from './field-checks';
import { isHeaderName, isHeaderValue } from './header-rules';
import { httpTemplate } from './http-url';
import { parseAuth } from './parse-auth';
import { parseIncremental } from './parse-incremental';
import { parsePagination } from './parse-pagination';
import { placeholdersOf, textsOf } from './template';

const AT = '/connection';
const MOST_ENTRIES = 50;
const MOST_BODY_BYTES = 32_768;
const DEFAULT_BYTES = 10_485_760;
const LARGEST_BYTES = 1_073_741_824;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Reads the connection of an API.
 * @throws AppError VALIDATION_FAILED that names everything that is wrong
 */
export function parseApiConnection(input: Record<string, unknown>): ApiConnection {
  const errors: FieldError[] = [];
  const fields = new FieldChecks(input, AT, errors);
  fields.value('kind');
  const format = fields.choice('format', ['json', 'ndjson', 'csv'] as const);
  const incremental = fields.object('incremental') && parseIncremental(fields.inside('incremental'));
  const connection: ApiConnection = {
    kind: 'http',
    url: fields.needed('url', { longest: 2_000 }),
    method: fields.choice('method', ['GET', 'POST'] as const, 'GET'),
    query: parameters(fields),
    headers: headers(fields, 'headers'),
    secretHeaders: headers(fields, 'secretHeaders'),
    ...given('body', fields.object('body')),
    auth: parseAuth(fields.inside('auth')),
    ...given('format', format),
    delimiter: fields.choice('delimiter', DELIMITERS, ','),
    records: fields.expression('records') ?? '@',
    ...given('recordKey', fields.expression('recordKey')),
    pagination: parsePagination(fields.inside('pagination')),
    maxPages: fields.integer('maxPages', 1, 10_000, 1_000),
    ...given('incremental', incremental),
    rateLimit: rateLimit(fields.inside('rateLimit')),
    timeoutMs: fields.integer('timeoutMs', 100, 120_000, 30_000),
    maxBytes: fields.integer('maxBytes', 1_024, LARGEST_BYTES, DEFAULT_BYTES),
  };
  fields.end();
  checkPlaceholders(connection, fields);
  checkTogether(connection, fields);
  const [first] = errors;
  if (first) throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
  return connection;
}

function parameters(fields: FieldChecks): ApiConnection['query'] {
  const query = fields.object('query') ?? {};
  const names = Object.keys(query);
  if (names.length > MOST_ENTRIES) fields.wrong('query', `must have at most ${MOST_ENTRIES} entries`);
  for (const name of names.slice(0, MOST_ENTRIES)) {
    const value = query[name];
    if (!['string', 'number', 'boolean'].includes(typeof value) || String(value).length > 1_000)
      fields.wrong(['query', name], 'must be a text of at most 1000 characters, a number or a boolean');
  }
  return query as ApiConnection['query'];
}

function headers(fields: FieldChecks, where: 'headers' | 'secretHeaders'): Record<string, string> {
  const named = fields.object(where) ?? {};
  if (Object.keys(named).length > MOST_ENTRIES)
    fields.wrong(where, `must have at most ${MOST_ENTRIES} entries`);
  for (const [name, value] of Object.entries(named).slice(0, MOST_ENTRIES)) {
    if (!isHeaderName(name)) fields.wrong([where, name], 'is no name of a header that may be sent');
    else if (typeof value !== 'string' || !isHeaderValue(value))
      fields.wrong([where, name], 'must be a text of at most 4096 characters of ASCII');
  }
  return named as Record<string, string>;
}

function rateLimit(fields: FieldChecks): ApiConnection['rateLimit'] {
  const limits = {
    requestsPerMinute: fields.integer('requestsPerMinute', 1, 100_000, 60),
    concurrent: fields.integer('concurrent', 1, 32, 2),
  };
  fields.end();
  return limits;
}

function checkPlaceholders(
  { url, query, body, incremental, pagination }: ApiConnection,
  fields: FieldChecks,
): void {
  const check = (name: string, texts: string[]): Set<string> => {
    const found = texts.map(placeholdersOf);
    if (found.includes(undefined))
      fields.wrong(name, 'may have {{from}}, {{to}} and {{cursor}} in double braces alone');
    return new Set(found.flatMap((each) => each ?? []));
  };
  const inUrl = check('url', [url]);
  const inQuery = check('query', textsOf(query));
  const inBody = check('body', textsOf(body));
  const used = new Set([...inUrl, ...inQuery, ...inBody]);
  if (url !== '' && !httpTemplate(url))
    fields.wrong(
      'url',
      'must be an http or https URL without user name and password; placeholders stand behind the host',
    );
  if (inUrl.has('cursor')) fields.wrong('url', 'cannot have {{cursor}}: the first page has none');
  if (used.has('from') && !incremental) fields.wrong('incremental', 'is missing: {{from}} is what it says');
  if (inUrl.has('from') && incremental && incremental.initial === undefined)
    fields.wrong(['incremental', 'initial'], 'is missing: the first run has {{from}} in its URL too');
  if (incremental && incremental.parameter === undefined && !used.has('from'))
    fields.wrong(['incremental', 'parameter'], 'is missing, and {{from}} is nowhere');
  const pages = pagination.type === 'cursor' || pagination.type === 'page' || pagination.type === 'offset';
  if (pages && pagination.parameter === undefined && !used.has('cursor'))
    fields.wrong(['pagination', 'parameter'], 'is missing, and {{cursor}} is nowhere');
  if (used.has('cursor') && !pages)
    fields.wrong('pagination', 'must be by cursor, page or offset: {{cursor}} is what it says');
}

/** What fits each by itself, and not together. */
function checkTogether(
  { method, body, format, pagination, incremental, maxBytes }: ApiConnection,
  fields: FieldChecks,
): void {
  if (body && method !== 'POST') fields.wrong('body', 'is sent by POST alone');
  if (body && Buffer.byteLength(JSON.stringify(body)) > MOST_BODY_BYTES)
    fields.wrong('body', `must have at most ${MOST_BODY_BYTES} bytes as JSON`);
  if (pagination.type === 'link' && method !== 'GET')
    fields.wrong(['pagination', 'type'], 'link is for GET alone');
  if (format === 'json' && maxBytes > LARGEST_JSON)
    fields.wrong('maxBytes', `must be at most ${LARGEST_JSON} for JSON, which is read as a whole`);
  if (format === 'json' || format === undefined) return;
  if ('path' in pagination)
    fields.wrong(['pagination', 'path'], `needs JSON: ${format} has nothing around its records`);
  if (incremental?.type === 'cursor' && incremental.of === 'page')
    fields.wrong(['incremental', 'of'], `must be record: ${format} has nothing around its records`);
}
