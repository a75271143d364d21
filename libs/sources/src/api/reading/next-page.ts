import { ApiIntegrationError } from '../client/api-integration-error';
import type { ApiAnswer } from '../client/third-party-api-client';
import type { ApiConnection } from '../connection/api-connection';
import type { PageToken } from '../connection/build-request';
import { find } from './read-page';

/** Longest URL or cursor that is followed. */
const LONGEST = 2_000;
/** A link of RFC 8288, its parameters behind it. */
const LINK = /<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+))?)*)/g;
const PARAMETER = /;\s*([\w*-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]+)))?/g;

/** The token of the first page. */
export function firstToken({ pagination }: ApiConnection): PageToken {
  if (pagination.type === 'page') return pagination.first;
  return pagination.type === 'offset' ? 0 : null;
}

/**
 * The token of the page behind this one.
 * @param count its records
 * @returns undefined when it is the last one
 * @throws ApiIntegrationError invalid, refused
 */
export function nextToken(
  connection: ApiConnection,
  token: PageToken,
  answer: Pick<ApiAnswer, 'url' | 'headers'>,
  body: unknown,
  count: number,
): string | number | undefined {
  const { pagination } = connection;
  switch (pagination.type) {
    case 'none':
      return undefined;
    case 'page':
      return count === 0 ? undefined : Number(token) + 1;
    case 'offset':
      return count === 0 ? undefined : Number(token) + count;
    case 'cursor':
      return textual('pagination.path', find('pagination.path', pagination.path, body));
    default: {
      const { path } = pagination;
      const link =
        path === undefined
          ? nextLink(answer.headers.link ?? '')
          : textual('pagination.path', find('pagination.path', path, body));
      return link === undefined ? undefined : followed(connection, String(link), answer.url);
    }
  }
}

/** What leads on; false, null and an empty text lead nowhere. */
function textual(name: string, value: unknown): string | number | undefined {
  if (value === null || value === false || value === '') return undefined;
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && value.length <= LONGEST) return value;
  throw new ApiIntegrationError('invalid', { detail: `${name} finds neither a short text nor a number.` });
}

function nextLink(header: string): string | undefined {
  for (const [, url, parameters = ''] of header.matchAll(LINK)) {
    // The first one counts.
    const rel = [...parameters.matchAll(PARAMETER)].find(([, name]) => name?.toLowerCase() === 'rel');
    if ((rel?.[2] ?? rel?.[3] ?? '').toLowerCase().split(/\s+/).includes('next')) return url;
  }
  return undefined;
}

/** The URL of a link, without the key that is added to every request; links to other servers are not followed. */
function followed({ url, auth }: ApiConnection, link: string, base: string): string {
  const next = URL.canParse(link, base) ? new URL(link, base) : undefined;
  if (!next) throw new ApiIntegrationError('invalid', { detail: 'Its link to the next page is no URL.' });
  if (next.origin !== new URL(url).origin || next.username !== '' || next.password !== '')
    throw new ApiIntegrationError('refused', {
      detail: 'Its next page is on another server, and is not asked for.',
    });
  if (auth.type === 'apiKey' && auth.in === 'query' && next.searchParams.has(auth.name))
    next.searchParams.delete(auth.name);
  next.hash = '';
  if (next.href.length > LONGEST)
    throw new ApiIntegrationError('invalid', { detail: 'Its link to the next page is too long.' });
  return next.href;
}
