import { open } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import {
  type Connection,
  type ConnectorKind,
  ConnectorKinds,
  type ReadConnector,
  type SourceBatch,
  SourceError,
  type SourceErrorReason,
  type SourcePosition,
  type SourceReadOptions,
  UnreadableRecord,
} from '@app/sources';

/** Records as lines of JSON in a file of the tests; a line `!busy` fails once with that reason, `!busy!` each time. */
export interface LinesConnection extends Connection {
  kind: 'lines';
  path: string;
  /** Milliseconds before each batch. */
  pauseMs?: number;
  batchSize?: number;
  /** Of the first batch. */
  note?: string;
}

export const LINES_KIND: ConnectorKind<LinesConnection> = {
  type: 'api',
  kind: 'lines',
  secrets: [],
  harmless: ['path', 'pauseMs', 'batchSize'],
  parse: (input) => input as LinesConnection,
  open: (connection) => new LinesConnector(connection),
};

/** Adds the kind to an application that runs. */
export function addLinesKind(app: INestApplicationContext): void {
  const { kinds } = app.get<{ kinds: Map<string, unknown> }>(ConnectorKinds, { strict: false });
  kinds.set('lines', LINES_KIND);
}

/** Failures that happen once have happened, in this process. */
const failed = new Set<string>();

class LinesConnector implements ReadConnector {
  constructor(private readonly connection: LinesConnection) {}

  async test(): Promise<void> {
    await (await open(this.connection.path)).close();
  }

  async introspect() {
    return { tables: [], truncated: false };
  }

  async *read(
    position: SourcePosition,
    { batchSize, signal }: SourceReadOptions,
  ): AsyncGenerator<SourceBatch> {
    const { path, pauseMs = 0, batchSize: own = batchSize, note } = this.connection;
    const lines = await this.lines();
    let line = Number(position?.line ?? 0);
    while (line < lines.length) {
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (signal.aborted) return;
      const some = lines.slice(line, line + own);
      const [first = ''] = some;
      if (first.startsWith('!')) {
        const key = `${path}:${line}`;
        if (first.endsWith('!') || !failed.has(key)) {
          failed.add(key);
          throw new SourceError(first.replaceAll('!', '') as SourceErrorReason, undefined, {
            retryAfterMs: 1,
          });
        }
        line += 1;
        continue;
      }
      const end = some.findIndex((each) => each.startsWith('!'));
      const batch = end > 0 ? some.slice(0, end) : some;
      const from = line;
      line += batch.length;
      yield {
        records: batch.map(parsed),
        keys: batch.map((_, index) => String(from + index)),
        position: { line },
        ...(note !== undefined && from === 0 && { notes: [note] }),
      };
    }
  }

  async lag(position: SourcePosition): Promise<number> {
    return (await this.lines()).length - Number(position?.line ?? 0);
  }

  async close(): Promise<void> {}

  private async lines(): Promise<string[]> {
    const file = await open(this.connection.path);
    try {
      return (await file.readFile('utf8')).split('\n').filter((line) => line !== '');
    } finally {
      await file.close();
    }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return new UnreadableRecord('is not JSON');
  }
}
