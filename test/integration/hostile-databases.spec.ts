import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { canQuery, CONNECTOR_KINDS, type QueryConnector, SourceError } from '@app/sources';
import { contextOf } from '../support/connector-bench';

/** More than a server has to say before it is asked anything. */
const MOST_GREETING = 24 * 1_048_576;
const CHUNK = Buffer.alloc(1_048_576, 0x20);

interface Hostile {
  port: number;
  /** Bytes. */
  sent: () => number;
}

const servers: Server[] = [];
const connectors: QueryConnector[] = [];

afterEach(async () => {
  await Promise.all(connectors.splice(0).map((each) => each.close()));
  for (const server of servers.splice(0)) server.close();
});

/** A server that does as it likes. */
async function hostile(serve: (socket: Socket, flood: () => void) => void): Promise<Hostile> {
  let sent = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    const flood = (): void => {
      if (socket.destroyed || sent > 512 * 1_048_576) return;
      sent += CHUNK.length;
      socket.write(CHUNK, () => setImmediate(flood));
    };
    serve(socket, flood);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, sent: () => sent };
}

function open(kind: string, port: number): QueryConnector {
  const found = CONNECTOR_KINDS.find((each) => each.kind === kind);
  const input = {
    kind,
    host: '127.0.0.1',
    port,
    user: 'u',
    password: 'p',
    database: 'd',
    tls: { mode: 'off' },
  };
  const connector = found?.open(found.parse(input), contextOf('127.0.0.1'));
  if (!connector || !canQuery(connector)) throw new Error(kind);
  connectors.push(connector);
  return connector;
}

async function failureOf(connector: QueryConnector): Promise<{ reason: string; tookMs: number }> {
  const began = performance.now();
  const reason = await connector
    .query({ text: 'SELECT 1', values: [] }, { timeoutMs: 1_500, maxRows: 10 })
    .then(
      () => 'answered',
      (error: unknown) => (error instanceof SourceError ? error.reason : String(error)),
    );
  return { reason, tookMs: performance.now() - began };
}

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const READY = message('Z', Buffer.from('I'));
const LET_IN = Buffer.concat([message('R', Buffer.alloc(4)), READY]);
const done = (tag: string): Buffer => Buffer.concat([message('C', Buffer.from(`${tag}\0`)), READY]);
const ROW = Buffer.concat([
  message('1', Buffer.alloc(0)),
  message('2', Buffer.alloc(0)),
  message('n', Buffer.alloc(0)),
  done('SELECT 0'),
]);

/** Answers as PostgreSQL does, but for what begins with `except`. */
function likePostgresql(socket: Socket, except: string, instead: () => void): void {
  let isKnown = false;
  socket.on('data', (data) => {
    if (!isKnown) {
      isKnown = true;
      socket.write(LET_IN);
      return;
    }
    const text = data.toString('latin1');
    if (text.includes(except)) instead();
    else if (text.startsWith('Q')) socket.write(done('BEGIN'));
    else socket.write(ROW);
  });
}

describe('a server that is no friend', () => {
  it.each(['postgresql', 'mysql', 'clickhouse'])(
    'sends no more than a greeting before it is asked: %s',
    async (kind) => {
      const begins: Record<string, Buffer> = {
        // A message that says that it is a gigabyte long.
        postgresql: Buffer.from([0x4e, 0x3f, 0xff, 0xff, 0xff]),
        mysql: Buffer.from([0xff, 0xff, 0xff, 0x00]),
        clickhouse: Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n'),
      };
      const server = await hostile((socket, flood) => {
        const begin = (): void => {
          socket.write(begins[kind] as Buffer);
          flood();
        };
        if (kind === 'mysql') begin();
        else socket.once('data', begin);
      });
      const { reason, tookMs } = await failureOf(open(kind, server.port));
      expect([reason, tookMs < 3_000]).toEqual([expect.not.stringMatching('answered'), true]);
      expect(server.sent()).toBeLessThan(MOST_GREETING);
    },
  );

  it('does not hold up whoever has been answered by not ending the transaction', async () => {
    const server = await hostile((socket) => likePostgresql(socket, 'ROLLBACK', () => {}));
    const connector = open('postgresql', server.port);
    const first = await failureOf(connector);
    expect(first).toEqual({ reason: 'answered', tookMs: expect.any(Number) });
    expect(first.tookMs).toBeLessThan(3_000);
  });

  it('has no room for more when it ends the transaction', async () => {
    const server = await hostile((socket, flood) =>
      likePostgresql(socket, 'ROLLBACK', () => {
        socket.write(Buffer.from([0x4e, 0x3f, 0xff, 0xff, 0xff]));
        flood();
      }),
    );
    const { tookMs } = await failureOf(open('postgresql', server.port));
    expect(tookMs).toBeLessThan(3_000);
    expect(server.sent()).toBeLessThan(MOST_GREETING);
  });

  it('does not hold up a client by being silent after the password', async () => {
    interface Wire {
      serverHandshake(options: object): void;
      on(event: string, listener: () => void): void;
    }
    const mysql = (await import('mysql2')).default as unknown as {
      createServer(): { _server: Server; on(event: string, serve: (wire: Wire) => void): void };
    };
    // It says aloud that packets of one connection are out of order.
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const server = mysql.createServer();
    const { _server: own } = server;
    server.on('connection', (wire) => {
      wire.on('error', () => {});
      wire.serverHandshake({
        protocolVersion: 10,
        serverVersion: '8.0.30',
        connectionId: 1,
        statusFlags: 2,
        characterSet: 45,
        capabilityFlags: 0xff_f7_ff & ~0x08_00,
      });
      wire.on('query', () => {});
    });
    servers.push(own);
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
    const { port } = own.address() as AddressInfo;
    const { reason, tookMs } = await failureOf(open('mysql', port));
    expect([reason, tookMs < 3_000]).toEqual(['timeout', true]);
  });
});
