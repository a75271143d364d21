import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Destinations } from './destinations';
import { HttpClient } from './http-client';
import type { OutboundReason } from './outbound-error';
import type { ResolveHost } from './resolve-host';

const servers: (Server | TcpServer)[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listening<S extends Server | TcpServer>(server: S, host = '127.0.0.1'): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

/** A server that is called in the tests as `name`, although it is on loopback. */
async function aHost(
  answer: (request: IncomingMessage, reply: ServerResponse) => void | Promise<void>,
): Promise<number> {
  return listening(createServer((request, reply) => void answer(request, reply)));
}

/** A server that nobody may reach. */
async function aCanary(host = '127.0.0.1') {
  const heard: string[] = [];
  const port = await listening(
    createTcpServer((socket: Socket) => {
      heard.push('connection');
      socket.destroy();
    }),
    host,
  );
  return { heard, port };
}

/** Names that end in `.test` are on loopback, and allowed. */
const named: ResolveHost = async () => ['127.0.0.1'];
const client = new HttpClient(new Destinations('a.test, b.test', undefined, named));
const strict = (resolve?: ResolveHost) => new HttpClient(new Destinations('', undefined, resolve));

const reasonOf = (sent: Promise<unknown>): Promise<OutboundReason | 'answered'> =>
  sent.then(
    () => 'answered',
    (error: { reason: OutboundReason }) => error.reason,
  );

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

describe('HttpClient', () => {
  it('sends a request and brings the answer', async () => {
    const port = await aHost(async (request, reply) => {
      const seen = {
        method: request.method,
        url: request.url,
        host: request.headers.host,
        body: await bodyOf(request),
      };
      reply.writeHead(201, { 'x-thing': 'one' }).end(JSON.stringify(seen));
    });
    const answer = await client.send({
      url: `http://a.test:${port}/path?q=1#part`,
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: 'hello',
    });
    expect(answer).toMatchObject({ status: 201, cut: false, headers: { 'x-thing': 'one' } });
    expect(JSON.parse(answer.body.toString())).toEqual({
      method: 'POST',
      url: '/path?q=1',
      host: `a.test:${port}`,
      body: 'hello',
    });
  });

  it.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://localhost.:PORT/',
    'http://127.1:PORT/',
    'http://2130706433:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0x7f.1:PORT/',
    'http://0x7f000001:PORT/',
    'http://0:PORT/',
    'http://①②⑦.⓪.⓪.①:PORT/',
    'http://127。0。0。1:PORT/',
    'http://[::1]:PORT/',
    'http://[::]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
  ])('does not reach a server of its own machine by %s', async (url) => {
    const canary = await aCanary('::');
    expect(await reasonOf(strict().send({ url: url.replace('PORT', String(canary.port)) }))).toBe(
      'unreachable',
    );
    expect(canary.heard).toEqual([]);
  });

  it('asks for the addresses of a name once: a name that changes its mind reaches nothing', async () => {
    const canary = await aCanary();
    let asked = 0;
    const rebinding: ResolveHost = async () => (asked++ === 0 ? ['192.0.2.1'] : ['127.0.0.1']);
    const allowed = new HttpClient(new Destinations('192.0.2.0/24', undefined, rebinding));
    const url = `http://rebind.example:${canary.port}/`;
    expect(await reasonOf(allowed.send({ url, connectTimeoutMs: 300 }))).toBe('unreachable');
    expect([asked, canary.heard]).toEqual([1, []]);
    // The second time it is checked again.
    expect(await reasonOf(allowed.send({ url }))).toBe('unreachable');
    expect([asked, canary.heard]).toEqual([2, []]);
  });

  it('refuses a name as soon as one of its addresses is bad', async () => {
    const canary = await aCanary();
    const mixed = strict(async () => ['1.1.1.1', '127.0.0.1']);
    const url = `http://mixed.example:${canary.port}/`;
    expect(await reasonOf(mixed.send({ url, connectTimeoutMs: 300 }))).toBe('unreachable');
    expect(canary.heard).toEqual([]);
  });

  it.each(['127.0.0.1', '169.254.169.254', '[::1]', '2130706433'])('checks a redirect to %s', async (to) => {
    const canary = await aCanary('::');
    const port = await aHost((_request, reply) => {
      reply.writeHead(302, { location: `http://${to}:${canary.port}/latest/meta-data/` }).end();
    });
    const sent = client.send({ url: `http://a.test:${port}/`, maxRedirects: 3 });
    expect(await reasonOf(sent)).toBe('unreachable');
    expect(canary.heard).toEqual([]);
  });

  it.each(['file:///etc/passwd', 'gopher://a.test/', 'http://user:pass@a.test/', 'ftp://a.test/', ''])(
    'follows no redirect to %s',
    async (location) => {
      const port = await aHost((_request, reply) => {
        reply.writeHead(302, location === '' ? {} : { location }).end();
      });
      const sent = client.send({ url: `http://a.test:${port}/`, maxRedirects: 3 });
      expect(['invalid-url', 'redirect']).toContain(await reasonOf(sent));
    },
  );

  it('follows so many redirects and no more, and none unless told to', async () => {
    const port = await aHost((request, reply) => {
      reply.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end();
    });
    const url = `http://a.test:${port}/0`;
    expect(await reasonOf(client.send({ url, maxRedirects: 3 }))).toBe('redirect');
    expect(await client.send({ url })).toMatchObject({ status: 302, headers: { location: '/1' } });
  });

  it('takes no credentials to another origin, and no body where a redirect asks by GET', async () => {
    const target = await aHost(async (request, reply) => {
      reply.end(JSON.stringify({ method: request.method, ...request.headers, body: await bodyOf(request) }));
    });
    const port = await aHost((_request, reply) => {
      reply.writeHead(303, { location: `http://b.test:${target}/` }).end();
    });
    const { body } = await client.send({
      url: `http://a.test:${port}/`,
      method: 'POST',
      headers: {
        authorization: 'Bearer x',
        cookie: 'a=b',
        'x-api-key': 'k',
        'content-type': 'text/plain',
        accept: 'a/b',
      },
      body: 'secret',
      maxRedirects: 1,
    });
    const seen = JSON.parse(body.toString()) as Record<string, string>;
    expect(seen).toMatchObject({ method: 'GET', body: '', accept: 'a/b' });
    expect(Object.keys(seen)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/authorization|cookie|api-key|content-/)]),
    );
  });

  it('keeps from another origin what it is told to keep, and gives it to the same one', async () => {
    const echo = (request: IncomingMessage, reply: ServerResponse): unknown =>
      request.url === '/'
        ? reply.writeHead(302, { location: target }).end()
        : reply.end(JSON.stringify(request.headers));
    let target = '/same';
    const port = await aHost((request, reply) => void echo(request, reply));
    const seen = async (): Promise<Record<string, string>> => {
      const request = { url: `http://a.test:${port}/`, headers: { 'X-Own': '1', 'x-b': '2' } };
      const { body } = await client.send({ ...request, maxRedirects: 1, keptFromOthers: ['X-Own'] });
      return JSON.parse(body.toString()) as Record<string, string>;
    };
    expect(await seen()).toMatchObject({ 'x-own': '1', 'x-b': '2' });
    target = `http://b.test:${port}/other`;
    expect(await seen()).not.toHaveProperty('x-own');
    expect(await seen()).toHaveProperty('x-b');
  });

  it('asks for something compressed when it is told to, and counts what it becomes', async () => {
    const port = await aHost((request, reply) => {
      const accepts = request.headers['accept-encoding'] ?? '';
      const zip = request.url === '/br' ? brotliCompressSync : gzipSync;
      const encoding = { 'content-encoding': request.url?.slice(1) ?? '' };
      reply.writeHead(accepts === '' ? 200 : 201, encoding).end(zip(Buffer.alloc(5_000_000, 'x')));
    });
    const at = (encoding: string, compressed = true, maxBytes = 6_000_000) =>
      client.send({ url: `http://a.test:${port}/${encoding}`, compressed, maxBytes });
    for (const encoding of ['gzip', 'br'])
      expect(await at(encoding)).toMatchObject({ status: 201, body: { length: 5_000_000 } });
    const plain = await at('gzip', false);
    expect([plain.status, plain.body.length < 10_000]).toEqual([200, true]);
    expect(await reasonOf(at('gzip', true, 1_000_000))).toBe('too-large');
    expect(await reasonOf(at('br, gzip'))).toBe('encoding');
    expect(await reasonOf(at('zstd'))).toBe('encoding');
  });

  it('gives a body while it comes, and says what ends it too early', async () => {
    let more: (() => void) | undefined;
    const port = await aHost((_request, reply) => {
      reply.writeHead(200).write('first');
      more = () => reply.destroy();
    });
    const answer = await client.open({ url: `http://a.test:${port}/` });
    const pieces: string[] = [];
    const reading = (async () => {
      for await (const piece of answer.body) {
        pieces.push(piece.toString());
        more?.();
      }
    })();
    expect(await reasonOf(reading)).toBe('broken');
    expect([answer.status, pieces]).toEqual([200, ['first']]);
    await answer.close();
    const left = await client.open({ url: `http://a.test:${port}/` });
    await left.close();
    const nothing = async (): Promise<void> => {
      for await (const piece of left.body) expect(piece).toBeUndefined();
    };
    expect(await reasonOf(nothing())).toBe('broken');
  });

  it('says the same of what is refused, filtered, forbidden and unknown', async () => {
    const closed = await aHost(() => {});
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const messageOf = (sent: Promise<unknown>) => sent.catch((error: Error) => error.message);
    const messages = await Promise.all([
      messageOf(client.send({ url: `http://a.test:${closed}/` })),
      messageOf(
        new HttpClient(new Destinations('192.0.2.1')).send({
          url: 'http://192.0.2.1/',
          connectTimeoutMs: 100,
        }),
      ),
      messageOf(strict().send({ url: 'http://10.0.0.1/' })),
      messageOf(strict().send({ url: 'http://169.254.169.254/' })),
      messageOf(
        strict(() => Promise.reject(new Error('ENOTFOUND'))).send({ url: 'http://nowhere.example/' }),
      ),
      messageOf(
        strict(() => new Promise(() => {})).send({ url: 'http://slow.example/', totalTimeoutMs: 100 }),
      ),
      messageOf(strict(async () => []).send({ url: 'http://empty.example/' })),
    ]);
    expect(new Set(messages)).toEqual(
      new Set([
        'The address cannot be reached, or is not one that may be called. Addresses that are not public have to be named in OUTBOUND_ALLOW.',
      ]),
    );
  });

  it('bounds how long it waits for the headers, for the body and for all of it', async () => {
    const silent = await aHost(() => {});
    expect(await reasonOf(client.send({ url: `http://a.test:${silent}/`, answerTimeoutMs: 200 }))).toBe(
      'timeout',
    );
    expect(await reasonOf(client.send({ url: `http://a.test:${silent}/`, totalTimeoutMs: 200 }))).toBe(
      'timeout',
    );
    const timers: NodeJS.Timeout[] = [];
    const dripping = await aHost((_request, reply) => {
      timers.push(setInterval(() => reply.write('x'), 20));
    });
    const sent = client.send({
      url: `http://a.test:${dripping}/`,
      answerTimeoutMs: 5_000,
      totalTimeoutMs: 300,
    });
    expect(await reasonOf(sent)).toBe('timeout');
    for (const timer of timers) clearInterval(timer);
    const stop = new AbortController();
    const called = client.send({ url: `http://a.test:${silent}/`, signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    expect(await reasonOf(called)).toBe('aborted');
  });

  it('takes no more than so many bytes', async () => {
    const port = await aHost((_request, reply) => {
      reply.on('error', () => {}).end('x'.repeat(300_000));
    });
    const url = `http://a.test:${port}/`;
    expect(await reasonOf(client.send({ url, maxBytes: 1_000 }))).toBe('too-large');
    const { body, cut } = await client.send({ url, maxBytes: 1_000, beyond: 'cut' });
    expect([body.length, cut]).toEqual([1_000, true]);
    expect((await client.send({ url })).body).toHaveLength(300_000);
  });

  it('takes no more than 16 KiB of headers, and only HTTP', async () => {
    const large = await aHost((_request, reply) => {
      reply.writeHead(200, { 'x-large': 'x'.repeat(30_000) }).end();
    });
    expect(await reasonOf(client.send({ url: `http://a.test:${large}/` }))).toBe('broken');
    const other = await listening(
      createTcpServer((socket) =>
        socket
          .on('error', () => {})
          .resume()
          .end('220 smtp ready\r\n'),
      ),
    );
    expect(await reasonOf(client.send({ url: `http://a.test:${other}/` }))).toBe('broken');
  });

  it.each<Record<string, string>>([
    { 'x-a': 'b\r\nx-evil: 1' },
    { 'x-a': 'b\nc' },
    { 'x-a': 'b\0' },
    { 'x-a': 'ü' },
    { 'x-a: b\r\nx-evil': '1' },
    { '': 'x' },
    { host: 'other.example' },
    { 'Content-Length': '5' },
    { 'Transfer-Encoding': 'chunked' },
    { 'Proxy-Authorization': 'x' },
  ])('sends no header such as %j', async (headers) => {
    expect(await reasonOf(client.send({ url: 'http://a.test:1/', headers: { ...headers } }))).toBe(
      'invalid-request',
    );
  });

  it('keeps what could begin a line of its own out of the request line', async () => {
    const port = await aHost((request, reply) => {
      reply.end(JSON.stringify([request.url, request.headers]));
    });
    const { body } = await client.send({
      url: `http://a.test:${port}/a\r\nx-evil: 1/%0d%0ax-evil:%201?q=\r\n x`,
    });
    const [path, headers] = JSON.parse(body.toString()) as [string, Record<string, string>];
    expect(headers).not.toHaveProperty('x-evil');
    expect(path).toBe('/ax-evil:%201/%0d%0ax-evil:%201?q=%20x');
    const method = 'GET / HTTP/1.1\r\nx: y' as 'GET';
    expect(await reasonOf(client.send({ url: `http://a.test:${port}/`, method }))).toBe('invalid-request');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/plain,x',
    'unix:///var/run/docker.sock',
    'http://',
    'x',
    `http://a.test/${'x'.repeat(2_100)}`,
  ])('takes no URL such as %.40s', async (url) => {
    expect(await reasonOf(client.send({ url }))).toBe('invalid-url');
  });
});
