import { ApiIntegrationError } from '../client/api-integration-error';
import type { ApiRequest } from '../client/third-party-api-client';
import type { ApiConnection } from './api-connection';
import { fill, fillJson, fillText, type TemplateValues } from './template';

/** Which page: by its URL with links, by cursor, number or offset else; null is the first by link or cursor. */
export type PageToken = string | number | null;

/** Where a run begins and when it began, as the API wants them. */
export type RunValues = Omit<TemplateValues, 'cursor'>;

/** The request for one page, credentials apart. @throws ApiIntegrationError refused for a value that would change the path */
export function buildRequest(connection: ApiConnection, run: RunValues, token: PageToken): ApiRequest {
  const { method, headers, secretHeaders, body } = connection;
  const values: TemplateValues = { ...run, cursor: token };
  const isLink = connection.pagination.type === 'link' && typeof token === 'string';
  return {
    url: isLink ? token : urlOf(connection, values),
    method,
    headers: {
      accept: acceptOf(connection),
      ...lowerCased(headers),
      ...lowerCased(secretHeaders),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body && JSON.stringify(fillJson(body, values)),
  };
}

function urlOf(
  { url: template, query, pagination, incremental }: ApiConnection,
  values: TemplateValues,
): string {
  const url = new URL(fill(template, values, step));
  const set = (name: string | undefined, value: string | number | null | undefined): void => {
    if (name !== undefined && value !== undefined && value !== null)
      url.searchParams.set(name, String(value));
  };
  for (const [name, value] of Object.entries(query)) {
    // A parameter that is nothing but a placeholder without a value is not sent.
    set(name, typeof value === 'string' ? fillText(value, values) : String(value));
  }
  set(incremental?.parameter, values.from);
  if ('parameter' in pagination) set(pagination.parameter, values.cursor);
  if ('sizeParameter' in pagination) set(pagination.sizeParameter, pagination.size);
  return url.href;
}

/** One value in a path or query stays one: `..` would lead elsewhere. */
function step(value: string): string {
  if (value === '.' || value === '..') throw new ApiIntegrationError('refused', { attempts: 0 });
  return encodeURIComponent(value);
}

function acceptOf({ format }: ApiConnection): string {
  if (format === 'csv') return 'text/csv, */*;q=0.1';
  if (format === 'ndjson') return 'application/x-ndjson, application/jsonl, */*;q=0.1';
  return 'application/json, */*;q=0.1';
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
