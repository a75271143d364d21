import { type AddressInfo, createServer } from 'node:net';
import { Destinations } from '@app/outbound';
import {
  type Connector,
  type ConnectorContext,
  type ConnectorKind,
  type QueryConnector,
  type ReadConnector,
  type SourceBatch,
  SourceError,
  type SourceStatement,
} from '@app/sources';

/** A source for the suites: a server or file that is there, and what is known of it. */
export interface SourceAtHand<C extends Connector = Connector> {
  kind: ConnectorKind;
  /** As a user gives it; all of it works. */
  connection: Record<string, unknown>;
  /** Must let the connection through. */
  context: ConnectorContext;
  /** Connections with one thing wrong; absent where this kind has no such thing. */
  wrong: {
    credentials?: Record<string, unknown>;
    missing?: Record<string, unknown>;
    /** The same at another host or port. Absent: nothing is connected to. */
    at?: (host: string, port: number) => Record<string, unknown>;
  };
  /** One of its tables, with names and types of some of its columns. */
  table: { name: string; columns: Record<string, string> };
  /** Work that takes long, for whoever closes the connector meanwhile. */
  longWork?(this: void, connector: C, signal: AbortSignal): Promise<unknown>;
}

export interface QuerySourceAtHand extends SourceAtHand<QueryConnector> {
  statements: {
    /** Has exactly five rows. */
    five: SourceStatement;
    /** Takes a minute or more. */
    slow: SourceStatement;
    /** Each would change something, or leave the source. */
    forbidden: SourceStatement[];
    /** Answers another thing when one of those did it. */
    unchanged: SourceStatement;
    /** Is no SQL of this dialect, or asks for a column that there is not. */
    broken: SourceStatement;
  };
}

export interface ReadSourceAtHand extends SourceAtHand<ReadConnector> {
  /** Names of all records, in the order in which they are read; at least five. */
  keysOf(this: void, batches: SourceBatch[]): string[];
  keys: string[];
  /** Whether it waits for more when it has given all. */
  endless: boolean;
}

/** What a connector needs that only resolves names and connects. For kinds that take more, add it. */
export function contextOf(allowed: string, more: Partial<ConnectorContext> = {}): ConnectorContext {
  const destinations = new Destinations(allowed, undefined, async (host) =>
    host === 'localhost' || host.endsWith('.test')
      ? ['127.0.0.1']
      : Promise.reject(new Error(`${host} is unknown`)),
  );
  return {
    sourceId: 'conformance',
    organizationId: 'conformance',
    destinations,
    ...more,
  } as ConnectorContext;
}

/** Of an error, all that somebody could see or find in a log. */
function shown(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return [error.message, error.stack, own, error.cause === undefined ? '' : shown(error.cause)].join('\n');
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** The suite's hold on the source: opens connectors, ends them, and looks at every error for secrets. */
export class Bench<S extends SourceAtHand> {
  readonly opened: Connector[] = [];
  private readonly errors: unknown[] = [];

  constructor(readonly source: S) {}

  open<C extends Connector>(connection = this.source.connection, context = this.source.context): C {
    const { kind } = this.source;
    const connector = kind.open(kind.parse(structuredClone(connection)), context);
    this.opened.push(connector);
    return connector as C;
  }

  /** What the work failed with. */
  async failure(work: Promise<unknown>): Promise<SourceError> {
    const error = await work.then(
      () => new Error('it worked'),
      (caught: unknown) => caught,
    );
    this.errors.push(error);
    if (!(error instanceof SourceError)) throw error;
    return error;
  }

  secretsShown(): string[] {
    const { kind, connection } = this.source;
    const at = (value: unknown, [step = '', ...rest]: string[]): unknown[] => {
      if (typeof value !== 'object' || value === null) return [];
      const found = step === '*' ? Object.values(value) : [(value as Record<string, unknown>)[step]];
      return rest.length === 0 ? found : found.flatMap((each) => at(each, rest));
    };
    const secrets = kind.secrets.flatMap((path) =>
      texts(at(kind.parse(structuredClone(connection)), path.split('.'))),
    );
    const seen = this.errors.map(shown).join('\n');
    return secrets.filter((secret) => secret !== '' && seen.includes(secret));
  }

  async end(): Promise<void> {
    await Promise.all(this.opened.map((each) => each.close()));
  }
}

/** @returns milliseconds */
export async function timeOf(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

/** A port that nothing listens at. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server that takes connections and says nothing; each connection is counted. */
export async function silentServer() {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => {}).resume();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, heard: () => connections, close: () => new Promise((resolve) => server.close(resolve)) };
}
