import { AppError } from '@app/platform';
import {
  type Connection,
  type Connector,
  type ConnectorContext,
  type ConnectorKind,
  ConnectorKinds,
  checkedConnect,
  SourceError,
  type SourceSchema,
} from '@app/sources';
import type { World } from './world';

export interface ProbeConnection extends Connection {
  kind: 'probe';
  host: string;
  port: number;
  label?: string;
  password?: string;
}

/** What a probe did, and what it is to do. */
export class Probe {
  opened: { connection: ProbeConnection; version: number; closed: number }[] = [];
  fails: SourceError | undefined = undefined;
  schema: SourceSchema = { tables: [], truncated: false };
  closing: () => Promise<void> = async () => {};

  get open(): number {
    return this.opened.filter(({ closed }) => closed === 0).length;
  }
}

/** A kind of source whose server is any port: it connects, and that is all. */
export function probeKind(probe: Probe): ConnectorKind<ProbeConnection> {
  return {
    type: 'database',
    kind: 'probe',
    secrets: ['password', 'headers.*'],
    harmless: ['label'],
    parse(input) {
      const { host, port, ...others } = input;
      const [unknown] = Object.keys(others).filter(
        (each) => !['kind', 'label', 'password', 'headers'].includes(each),
      );
      if (unknown) throw AppError.invalid(`/connection/${unknown}`, `${unknown} is not known here`);
      if (typeof host !== 'string') throw AppError.invalid('/connection/host', 'host must be a text');
      return { ...others, kind: 'probe', host, port: typeof port === 'number' ? port : 5_432 };
    },
    open: (connection, context) => new ProbeConnector(connection, context, probe),
  };
}

/** Adds the kind to a world that runs. */
export function addKind(world: World, kind: ConnectorKind<ProbeConnection>): void {
  const { kinds } = world.get(ConnectorKinds) as unknown as { kinds: Map<string, unknown> };
  kinds.set(kind.kind, kind);
}

class ProbeConnector implements Connector {
  private readonly entry: Probe['opened'][number];

  constructor(
    private readonly connection: ProbeConnection,
    private readonly context: ConnectorContext,
    private readonly probe: Probe,
  ) {
    this.entry = { connection, version: probe.opened.length, closed: 0 };
    probe.opened.push(this.entry);
  }

  async test(signal: AbortSignal): Promise<void> {
    if (this.probe.fails) throw this.probe.fails;
    const socket = await checkedConnect(this.connection, this.context, { signal });
    socket.destroy();
  }

  async introspect(): Promise<SourceSchema> {
    if (this.probe.fails) throw this.probe.fails;
    return this.probe.schema;
  }

  async close(): Promise<void> {
    this.entry.closed++;
    await this.probe.closing();
  }
}
