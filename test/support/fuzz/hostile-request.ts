import { type ApiOperation, type Parameter, sampleParameter } from '../api-document';
import { bodyOf, pathOf, type Samples } from '../sample-resources';
import { hostileText, mutated } from './hostile-values';
import type { Random } from './random';

export interface HostileRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/x-ndjson',
  'text/csv',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'text/plain',
  'x',
];
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  accept: ['text/csv', 'application/x-ndjson', 'text/html', '*/*;q=0', ';;;', 'a'.repeat(2_000)],
  'if-match': ['*', '"1"', '"999"', '1', '"', ','],
  'if-none-match': ['*', '"1"', 'W/"1"', '"'],
  'cache-control': ['no-cache', 'max-stale=1e9', 'max-stale=-1', 'max-age=x', ','],
  'x-organization-id': ['', 'x', '00000000-0000-0000-0000-000000000000', '__proto__'],
  'x-request-id': ['a'.repeat(200), '%0d%0a', '<b>'],
  'idempotency-key': ['', 'x'.repeat(300), 'a b'],
  'accept-encoding': ['gzip', 'gzip;q=0', 'br, *;q=x'],
  'content-encoding': ['gzip', 'br'],
  'x-http-method-override': ['DELETE'],
  origin: ['null', 'https://evil.example.com'],
  traceparent: ['00-0-0-00', 'x'],
  range: ['bytes=0-0'],
};

/** A request of an operation that is valid but for one or a few places. */
export function hostileRequest(operation: ApiOperation, samples: Samples, random: Random): HostileRequest {
  const [path = '', query = ''] = pathOf(operation, random.chance(0.6) ? samples : undefined).split('?');
  const search = new URLSearchParams(query);
  for (const parameter of operation.parameters) addTo(search, parameter, random);
  if (random.chance(0.1))
    search.append(hostileText(random).toWellFormed(), hostileText(random).toWellFormed());
  const text = search.toString();
  const headers: Record<string, string> = {};
  if (random.chance(0.4)) {
    const name = random.pick(Object.keys(HEADERS));
    headers[name] = random.pick(HEADERS[name] ?? ['']);
  }
  const body = operation.method === 'GET' ? undefined : bodyText(operation, samples, random);
  if (body !== undefined)
    headers['content-type'] = random.chance(0.85) ? 'application/json' : random.pick(TYPES);
  return {
    method: operation.method,
    path: `${hostilePath(path, random)}${text && `?${text}`}`,
    headers,
    body,
  };
}

function addTo(search: URLSearchParams, parameter: Parameter, random: Random): void {
  if (parameter.in !== 'query' || random.chance(0.6)) return;
  const value = random.chance(0.5) ? sampleParameter(parameter) : hostileText(random).toWellFormed();
  if (random.chance(0.1)) search.append(parameter.name, value);
  search.append(parameter.name, value);
}

/** Now and then one segment is something else. */
function hostilePath(path: string, random: Random): string {
  if (random.chance(0.8)) return path;
  const segments = path.split('/');
  const last = segments.length - 1;
  segments[random.chance(0.7) ? last : random.below(segments.length)] = random.chance(0.5)
    ? encodeURIComponent(hostileText(random).toWellFormed())
    : '%00';
  return segments.join('/');
}

function bodyText(operation: ApiOperation, samples: Samples, random: Random): string {
  let body = bodyOf(operation, samples) ?? {};
  for (let changes = 1 + random.below(3); changes > 0; changes--) body = mutated(body, random) as object;
  const text = JSON.stringify(body) ?? 'null';
  if (random.chance(0.05)) return text.slice(0, random.below(text.length + 1));
  if (random.chance(0.03)) return `${'['.repeat(5_000)}${text}`;
  return random.chance(0.03) ? text.replace('{', '{"__proto__":{"isAdmin":true},') : text;
}
