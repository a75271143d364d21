import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What an API was asked. */
export interface Asked {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What it answers; a function has the connection for itself. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; body?: string | Buffer }
  | ((reply: ServerResponse) => void);

export interface SampleApi {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  port: number;
  asked: Asked[];
  /** These are answered first, whatever is asked. */
  first(...replies: Reply[]): void;
  close(): Promise<void>;
}

/** A small public-style API. */
export async function startSampleApi(answer: (asked: Asked) => Reply | Promise<Reply>): Promise<SampleApi> {
  const queue: Reply[] = [];
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const headers = request.headers as Record<string, string>;
      const one = { method: request.method ?? 'GET', url, headers, body };
      asked.push(one);
      const reply = queue.shift() ?? (await answer(one));
      response.on('error', () => {});
      if (typeof reply === 'function') reply(response);
      else response.writeHead(reply.status ?? 200, reply.headers ?? {}).end(reply.body ?? '');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    first: (...replies) => void queue.push(...replies),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** JSON with an ETag, or 304 for whoever has it. */
export function tagged({ headers }: Asked, value: unknown, more: Record<string, string> = {}): Reply {
  const body = JSON.stringify(value);
  const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
  if (headers['if-none-match'] === etag) return { status: 304, headers: { etag, ...more } };
  return { headers: { 'content-type': 'application/json', etag, ...more }, body };
}

/** Pages of a list by `page` and `per_page`, with the links and tags that public APIs give them. */
export function paged(asked: Asked, records: readonly unknown[]): Reply {
  const page = Number(asked.url.searchParams.get('page') ?? 1);
  const size = Number(asked.url.searchParams.get('per_page') ?? 100);
  const url = new URL(asked.url);
  const linked = (to: number, rel: string): string => {
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const last = Math.max(1, Math.ceil(records.length / size));
  const links = [
    linked(1, 'first'),
    linked(last, 'last'),
    ...(page < last ? [linked(page + 1, 'next')] : []),
  ];
  return tagged(asked, records.slice((page - 1) * size, page * size), { link: links.join(', ') });
}

/** A file of vega-datasets, as it is. */
export function dataset(name: string): string {
  return readFileSync(join(__dirname, '../../node_modules/vega-datasets/data', name), 'utf8');
}

/** Records of vega-datasets. */
export function records(name: string): Record<string, unknown>[] {
  return JSON.parse(dataset(name)) as Record<string, unknown>[];
}
