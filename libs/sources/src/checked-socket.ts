import { isIP, type LookupFunction, Socket } from 'node:net';
import { type Destinations, fixedLookup } from '@app/outbound';
import { SourceError } from './source-error';

/** How long a connection may take to stand, name resolution included. */
export const CONNECT_TIMEOUT_MS = 2_500;

const LOOK_MS = 10;

/** What {@link ConnectorContext} has for it. */
export interface CheckedContext {
  destinations: Destinations;
}

export interface CheckedOptions {
  /** Default {@link CONNECT_TIMEOUT_MS}. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/**
 * The addresses of a host, resolved once, each of them one that may be connected to. For clients that are given an address; connect to
 * these and to nothing else.
 * @throws SourceError unreachable
 */
export async function checkedAddresses(host: string, { destinations }: CheckedContext): Promise<string[]> {
  return destinations.addressesOf(host).catch((cause: unknown) => {
    throw new SourceError('unreachable', undefined, { cause });
  });
}

/**
 * A look-up for clients that take nothing else. Node asks no look-up for a host that is an address already: such clients must have
 * passed {@link checkedAddresses} before they connect. Where a client takes a socket, {@link CheckedSocket} forgets neither.
 */
export function checkedLookup(context: CheckedContext): LookupFunction {
  const answer = async (...[host, options, callback]: Parameters<LookupFunction>): Promise<void> => {
    let addresses: string[];
    try {
      addresses = await checkedAddresses(host, context);
    } catch (error) {
      callback(error as Error, '');
      return;
    }
    fixedLookup(addresses)(host, options, callback);
  };
  return (...asked) => void answer(...asked);
}

/** @throws SourceError unreachable, aborted */
export async function checkedConnect(
  { host, port }: { host: string; port: number },
  context: CheckedContext,
  { timeoutMs, signal }: CheckedOptions = {},
): Promise<CheckedSocket> {
  if (signal?.aborted) throw new SourceError('aborted');
  const socket = new CheckedSocket(context, timeoutMs);
  const stop = (): unknown => socket.destroy(new SourceError('aborted'));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject).connect(port, host).once('connect', resolve);
    });
    return socket;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/**
 * A TCP socket that connects only where it may: it resolves the host once, checks every address that it has, and connects to one of
 * those. For clients that make their connection of a socket, in any of these ways:
 *
 * - `stream: () => new CheckedSocket(context)` for a client that connects it itself (`pg`)
 * - `stream: () => new CheckedSocket(context).connect(port, host)` for one that expects that somebody did (`mysql2`)
 * - `tls.connect({ socket: await checkedConnect(…), servername: host })`
 *
 * Whatever keeps it from connecting within the time is the error `SourceError` unreachable; errors after that are those of the socket.
 */
export class CheckedSocket extends Socket {
  private reached = false;
  private timer: NodeJS.Timeout | undefined;
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: CheckedContext,
    private readonly timeoutMs = CONNECT_TIMEOUT_MS,
  ) {
    super();
    this.once('connect', () => {
      this.reached = true;
      clearTimeout(this.timer);
    });
  }

  /** Connects once; another form of the arguments than this one is a mistake. */
  override connect(...[port, host, onConnect]: unknown[]): this {
    if (typeof port !== 'number' || typeof host !== 'string')
      throw new TypeError('a checked socket takes a port and a host');
    if (typeof onConnect === 'function') this.once('connect', onConnect as () => void);
    // What is written until then waits, as with any socket that is on its way.
    (this as { connecting: boolean }).connecting = true;
    this.timer = setTimeout(() => this.destroy(new Error('no connection in time')), this.timeoutMs);
    void this.reach(port, host);
    return this;
  }

  /**
   * Ends the connection when more bytes have come than that, whoever reads them: TLS and drivers that collect a message before they look at it.
   * Until {@link unlimit}.
   */
  limitBytes(most: number): this {
    this.on('error', () => {});
    this.once('close', () => this.unlimit());
    this.looking = setInterval(() => {
      if (this.bytesRead > most)
        this.destroy(new SourceError('too-large', 'It says more than a server has to before it is asked.'));
    }, LOOK_MS).unref();
    return this;
  }

  unlimit(): void {
    clearInterval(this.looking);
  }

  override destroy(error?: Error): this {
    clearTimeout(this.timer);
    const isFinal = error === undefined || this.reached || error instanceof SourceError;
    return super.destroy(isFinal ? error : new SourceError('unreachable', undefined, { cause: error }));
  }

  private async reach(port: number, host: string): Promise<void> {
    try {
      const addresses = await checkedAddresses(host, this.context);
      if (this.destroyed) return;
      // For an address no look-up is asked, and it is the one that was checked.
      super.connect({ port, host, lookup: fixedLookup(addresses), autoSelectFamily: isIP(host) === 0 });
    } catch (error) {
      this.destroy(error as Error);
    }
  }
}
