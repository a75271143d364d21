import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Destinations, HttpClient, type ResolveHost } from '@app/outbound';
import { type Connector, CONNECTOR_KINDS, type ConnectorKind, type SourceError } from '@app/sources';
import { evenly } from '../../libs/sources/src/manager/even-time';
import { anApiWorld } from '../support/api-source';
import { closedPort, timeOf } from '../support/connector-bench';

/** Where sources may be in these tests, and where nothing may be connected to. Both are this machine. */
const ALLOWED = '127.0.0.2';
const INSIDE = '127.0.0.1';
/** How far apart failures may be on a busy machine; what they must not be apart is seconds. */
const SAME_MS = 1_500;

const DATABASE = { database: 'shop', user: 'reader', password: 'a secret', tls: { mode: 'off' } };
const API = { kind: 'http', rateLimit: { requestsPerMinute: 6_000 } };
type Connect = (host: string, port: number) => Record<string, unknown>;
/** Every kind that connects to a host. */
const KINDS: Readonly<Record<string, Connect>> = {
  PostgreSQL: (host, port) => ({ kind: 'postgresql', host, port, ...DATABASE }),
  MySQL: (host, port) => ({ kind: 'mysql', host, port, ...DATABASE }),
  ClickHouse: (host, port) => ({ kind: 'clickhouse', host, port, ...DATABASE }),
  API: (host, port) => ({ ...API, url: `http://${host}:${port}/prices` }),
  'API by TLS': (host, port) => ({ ...API, url: `https://${host}:${port}/prices` }),
  'token endpoint of an API': (host, port) => ({
    ...API,
    url: `http://${ALLOWED}:1/`,
    auth: {
      type: 'oauth2ClientCredentials',
      tokenUrl: `http://${host}:${port}/token`,
      clientId: 'one',
      clientSecret: 'a secret',
    },
  }),
};
const kinds = Object.keys(KINDS);

const { traffic, clock } = anApiWorld();
const opened: Connector[] = [];
const servers: { server: Server; sockets: Set<Socket> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server that counts who connects. @param port default: a free one */
async function listening(host: string, server: Server, port = 0): Promise<{ port: number; heard: number }> {
  const sockets = new Set<Socket>();
  const told = { port: 0, heard: 0 };
  server.on('connection', (socket: Socket) => {
    told.heard++;
    sockets.add(socket.on('error', () => {}));
  });
  servers.push({ server, sockets });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  told.port = (server.address() as AddressInfo).port;
  return told;
}

const hangsUp = (): Server => createServer((socket) => socket.destroy());
const says = (answer: string): Server => createServer((socket) => socket.resume().write(answer));

function open(connection: Record<string, unknown>, resolve: ResolveHost): Connector {
  const kind = CONNECTOR_KINDS.find((each) => each.kind === connection.kind) as ConnectorKind;
  const destinations = new Destinations(ALLOWED, undefined, resolve);
  const config = { sourceApiMemoryMb: 64 };
  const context = { sourceId: randomUUID(), organizationId: 'one', traffic, clock, config, destinations };
  const http = new HttpClient(destinations);
  const connector = kind.open(kind.parse(connection), { ...context, http } as never);
  opened.push(connector);
  return connector;
}

const nobody: ResolveHost = (host) => Promise.reject(new Error(`${host} is unknown`));
const test = (connection: Record<string, unknown>, resolve: ResolveHost = nobody): Promise<SourceError> =>
  open(connection, resolve)
    .test(new AbortController().signal)
    .then(
      () => Promise.reject(new Error('it answered')),
      (error: SourceError) => error,
    );

describe.each(kinds)('a source that is given a host: %s', (name) => {
  const connect = KINDS[name] as Connect;

  it('connects to the address that was checked, whatever its name answers afterwards', async () => {
    const outside = await listening(ALLOWED, hangsUp());
    const canary = await listening(INSIDE, hangsUp(), outside.port);
    let asked = 0;
    const rebinding: ResolveHost = async () => [asked++ === 0 ? ALLOWED : INSIDE];
    const connector = open(connect('rebind.test', outside.port), rebinding);
    const { signal } = new AbortController();
    await expect(connector.test(signal)).rejects.toMatchObject({ name: expect.stringMatching(/Error$/) });
    expect([asked, outside.heard]).toEqual([1, 1]);
    // The next time it is asked again, and what it says is checked again.
    await expect(connector.test(signal)).rejects.toMatchObject({ reason: 'unreachable' });
    expect([outside.heard, canary.heard]).toEqual([1, 0]);
  });

  it('connects to nothing inside, in whatever way that is written', async () => {
    const canary = await listening(INSIDE, hangsUp());
    const hosts = [
      INSIDE,
      'inside.test',
      'mixed.test',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0x7f.1',
      '127.1',
    ];
    const resolve: ResolveHost = async (host) => (host === 'mixed.test' ? [ALLOWED, INSIDE] : [INSIDE]);
    for (const host of hosts) {
      const written = connect(host, canary.port);
      // Where it is no host by its form, that is said at once.
      const error = await Promise.resolve()
        .then(() => test(written, resolve))
        .catch((refused: unknown) => refused);
      const { reason, code } = error as { reason?: string; code?: string };
      expect([host, reason ?? code]).toEqual([
        host,
        expect.stringMatching(/^(unreachable|VALIDATION_FAILED)$/),
      ]);
    }
    expect(canary.heard).toBe(0);
  });
});

it('what cannot be reached fails alike and after as long, whatever the kind and the reason', async () => {
  const canary = await listening(INSIDE, hangsUp());
  const silent = await listening(ALLOWED, createServer());
  const closed = await closedPort();
  const hanging: ResolveHost = () => new Promise(() => {});
  const failures = await Promise.all(
    kinds.flatMap((name) => {
      const connect = KINDS[name] as Connect;
      const ways: [way: string, fails: () => Promise<SourceError>][] = [
        ['inside', () => test(connect(INSIDE, canary.port))],
        ['closed', () => test(connect(ALLOWED, closed))],
        ['unknown', () => test(connect('nothing.test', 80))],
        ['no answer of the name server', () => test(connect('slow.test', 80), hanging)],
        ...(name === 'API by TLS'
          ? [
              ['no handshake', () => test(connect(ALLOWED, silent.port))] as [
                string,
                () => Promise<SourceError>,
              ],
            ]
          : []),
      ];
      return ways.map(async ([way, fails]) => {
        let error: SourceError | undefined;
        const ms = await timeOf(
          evenly(fails().then((each) => Promise.reject((error = each)))).catch(() => {}),
        );
        return { what: `${name}, ${way}`, said: error?.message, ms };
      });
    }),
  );
  const [first] = failures;
  expect(failures.map(({ what, said }) => [what, said])).toEqual(
    failures.map(({ what }) => [
      what,
      'The source cannot be reached, or is not one that may be called. Look at its host and port; addresses that are not public have to be named in OUTBOUND_ALLOW.',
    ]),
  );
  for (const { what, ms } of failures)
    expect([what, Math.abs(ms - (first?.ms ?? 0)) < SAME_MS]).toEqual([what, true]);
  expect(canary.heard).toBe(0);
});

describe('a redirect to what is inside', () => {
  it.each([301, 302, 303, 307, 308])('is not followed: %i', async (status) => {
    const canary = await listening(INSIDE, hangsUp());
    const location = `http://${INSIDE}:${canary.port}/`;
    const redirecting = (): Server =>
      createHttpServer((_request, reply) => reply.writeHead(status, { location }).end());
    const { port } = await listening(ALLOWED, redirecting());
    for (const name of ['ClickHouse', 'API', 'token endpoint of an API']) {
      const error = await test((KINDS[name] as Connect)(ALLOWED, port));
      expect([name, error.reason]).toEqual([
        name,
        expect.stringMatching(/^(unreachable|refused|invalid|failed|credentials)$/),
      ]);
      expect(error.message).not.toContain(INSIDE);
    }
    expect(canary.heard).toBe(0);
  });

  it('is no more followed from a page to the next', async () => {
    const canary = await listening(INSIDE, hangsUp());
    const paging = createHttpServer((_request, reply) =>
      reply
        .writeHead(200, {
          'content-type': 'application/json',
          link: `<http://${INSIDE}:${canary.port}/2>; rel="next"`,
        })
        .end('[{"id": 1}]'),
    );
    const { port } = await listening(ALLOWED, paging);
    const source = open({ ...API, url: `http://${ALLOWED}:${port}/`, pagination: { type: 'link' } }, nobody);
    const read = async (): Promise<void> => {
      const reading = source as unknown as {
        read(position: null, options: object): AsyncIterable<unknown>;
      };
      for await (const batch of reading.read(null, { signal: new AbortController().signal, batchSize: 1 }))
        void batch;
    };
    await expect(read()).rejects.toMatchObject({ name: 'ApiIntegrationError' });
    expect(canary.heard).toBe(0);
  });
});

it('a source that speaks another protocol is no reason to say what it said', async () => {
  const { port } = await listening(ALLOWED, says('SSH-2.0-OpenSSH_9.9 a-banner-of-the-inside\r\n'));
  const names = ['PostgreSQL', 'MySQL', 'ClickHouse', 'API'];
  const said = names.map(async (name) => {
    const connector = open((KINDS[name] as Connect)(ALLOWED, port), nobody);
    return connector.test(AbortSignal.timeout(1_000)).catch(({ message }: SourceError) => message);
  });
  expect(await Promise.all(said)).toEqual(
    names.map(() => expect.stringMatching(/^The (?!.*banner)/s) as string),
  );
});
