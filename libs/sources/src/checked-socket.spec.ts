import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Destinations, type ResolveHost } from '@app/outbound';
import { checkedAddresses, checkedConnect, checkedLookup, CheckedSocket } from './checked-socket';

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A server that sends back what it hears. */
async function anEcho(): Promise<{ port: number; heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    heard.push('connection');
    sockets.push(socket);
    socket.on('error', () => {}).pipe(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, heard };
}

const context = (allowed: string, resolve?: ResolveHost) => ({
  destinations: new Destinations(allowed, undefined, resolve),
});
const loopback = context('db.test', async () => ['127.0.0.1']);

const failure = (work: Promise<unknown>): Promise<{ reason?: string; message: string }> =>
  work.then(
    () => ({ message: 'it worked' }),
    (error: Error & { reason: string }) => ({ reason: error.reason, message: error.message }),
  );

async function said(socket: Socket): Promise<string> {
  for await (const chunk of socket) return String(chunk);
  return '';
}

describe('CheckedSocket', () => {
  it('connects to a host that is allowed, for clients that wait and for those that write at once', async () => {
    const { port } = await anEcho();
    const connected = await checkedConnect({ host: 'db.test', port }, loopback);
    connected.write('waited');
    expect(await said(connected)).toBe('waited');

    const early = new CheckedSocket(loopback).connect(port, 'db.test');
    expect(early.connecting).toBe(true);
    early.write('early');
    expect(await said(early)).toBe('early');

    const byAddress = await checkedConnect({ host: '127.0.0.1', port }, context('127.0.0.1'));
    byAddress.write('address');
    expect(await said(byAddress)).toBe('address');
  });

  it('says the same of an unknown name, a forbidden address and a closed port, and calls nobody', async () => {
    const { port, heard } = await anEcho();
    const forbidden = context('', async () => ['93.184.216.34', '127.0.0.1']);
    const unknown = context('', () => Promise.reject(new Error('ENOTFOUND')));
    const nothing = context('', async () => []);
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const free = (closed.address() as AddressInfo).port;
    await new Promise((resolve) => closed.close(resolve));

    const failures = await Promise.all([
      failure(checkedConnect({ host: 'db.test', port }, forbidden)),
      failure(checkedConnect({ host: 'db.test', port }, unknown)),
      failure(checkedConnect({ host: 'db.test', port }, nothing)),
      failure(checkedConnect({ host: '127.0.0.1', port }, context(''))),
      failure(checkedConnect({ host: '127.1', port }, context(''))),
      failure(checkedConnect({ host: '::ffff:127.0.0.1', port }, context(''))),
      failure(checkedConnect({ host: 'db.test', port: free }, loopback)),
      failure(checkedConnect({ host: 'db.test', port: 70_000 }, loopback)),
      failure(checkedAddresses('169.254.169.254', context(''))),
    ]);
    const words =
      'The source cannot be reached, or is not one that may be called. Look at its host and port; addresses that are not public have to be named in OUTBOUND_ALLOW.';
    expect(failures).toEqual(failures.map(() => ({ reason: 'unreachable', message: words })));
    expect(heard).toEqual([]);
  });

  it('asks for addresses once, whatever a name answers later', async () => {
    const { port } = await anEcho();
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let asked = 0;
    const rebinding = context('db.test', async () => answers[asked++] ?? []);
    await checkedConnect({ host: 'db.test', port }, rebinding).then((socket) => socket.destroy());
    expect(asked).toBe(1);
  });

  it('ends in time and when it is called off, also while a name is resolved', async () => {
    const hanging = context('', () => new Promise(() => {}));
    const late = failure(checkedConnect({ host: 'db.test', port: 1 }, hanging, { timeoutMs: 20 }));
    expect(await late).toMatchObject({ reason: 'unreachable' });

    const control = new AbortController();
    const off = failure(checkedConnect({ host: 'db.test', port: 1 }, hanging, { signal: control.signal }));
    control.abort();
    expect(await off).toMatchObject({ reason: 'aborted' });
    const before = checkedConnect({ host: 'db.test', port: 1 }, hanging, { signal: control.signal });
    expect(await failure(before)).toMatchObject({ reason: 'aborted' });
  });

  it('leaves errors of a connection that stood as they are', async () => {
    const { port } = await anEcho();
    const socket = await checkedConnect({ host: 'db.test', port }, loopback);
    const error = new Promise((resolve) => socket.once('error', resolve));
    socket.destroy(new Error('reset'));
    expect(await error).toMatchObject({ message: 'reset' });
  });
});

describe('checkedLookup', () => {
  it('gives checked addresses alone', async () => {
    const looked = (resolve: ResolveHost, all: boolean) =>
      new Promise((done) => {
        checkedLookup(context('db.test', resolve))('db.test', { all }, (error, address, family) =>
          done(error ? error.message : [address, family]),
        );
      });
    expect(await looked(async () => ['10.0.0.1'], false)).toEqual(['10.0.0.1', 4]);
    expect(await looked(async () => ['10.0.0.1', 'fd00::1'], true)).toEqual([
      [
        { address: '10.0.0.1', family: 4 },
        { address: 'fd00::1', family: 6 },
      ],
      undefined,
    ]);
    expect(await looked(async () => ['169.254.169.254'], false)).toContain('cannot be reached');
  });
});
