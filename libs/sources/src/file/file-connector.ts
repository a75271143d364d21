import type { AppConfig } from '@app/platform';
import type {
  QueryConnector,
  ReadConnector,
  SourceBatch,
  SourcePosition,
  SourceQueryOptions,
  SourceReadOptions,
  SourceRows,
  SourceSchema,
  SourceStatement,
  SourceValue,
} from '../connector';
import { SourceError } from '../source-error';
import { boundValue } from './bound-value';
import type { FileOptions } from './file-options';
import { FilePosition } from './file-position';
import { type OpenReader, openReader } from './open-reader';
import type { FilePlace } from './opened-files';
import { ReaderSession } from './reader-session';
import { ReaderSlots } from './reader-slots';
import { TABLE } from './table-name';

/** Longest that a question of ours takes, and the next batch of a file. */
const PATIENCE_MS = 60_000;

/** Files, as one table: queried in place, or read row by row. */
export class FileConnector implements QueryConnector, ReadConnector {
  readonly dialect = 'duckdb';
  private readonly slots: ReaderSlots;
  private session: ReaderSession | undefined;
  /** What was found when they were opened the last time. */
  private known: Pick<OpenReader, 'identity' | 'layout'> | undefined;
  private isClosed = false;
  /** What is being read row by row. */
  private reading: OpenReader | undefined;

  constructor(
    private readonly place: FilePlace,
    private readonly options: FileOptions,
    private readonly config: AppConfig,
    private readonly organizationId: string,
  ) {
    this.slots = ReaderSlots.of(config);
  }

  async test(signal: AbortSignal): Promise<void> {
    await this.using(signal, PATIENCE_MS, async () => undefined);
  }

  async introspect(signal: AbortSignal): Promise<SourceSchema> {
    const { columns } = await this.using(signal, PATIENCE_MS, ({ reader }, timeoutMs) =>
      reader.ask({ do: 'columns' }, { signal, timeoutMs }),
    );
    return { tables: [{ schema: null, name: TABLE, columns }], truncated: false };
  }

  async query({ text, values }: SourceStatement, options: SourceQueryOptions): Promise<SourceRows> {
    const { signal, maxRows } = options;
    const rows: SourceValue[][] = [];
    const onRows = (more: unknown[]): void => {
      for (const row of more) rows.push(row as SourceValue[]);
    };
    const request = { do: 'query', text, values: values.map(boundValue), maxRows } as const;
    const { columns } = await this.using(signal, options.timeoutMs, ({ reader }, timeoutMs) => {
      rows.length = 0;
      return reader.ask(request, { signal, timeoutMs, onRows });
    });
    return { columns, rows };
  }

  async *read(
    position: SourcePosition,
    { signal, batchSize }: SourceReadOptions,
  ): AsyncIterable<SourceBatch> {
    const at = FilePosition.of(position);
    const session = await this.current(signal);
    const opened = await session.enter(signal, PATIENCE_MS);
    const { reader, files } = opened;
    this.reading = opened;
    const asked = { signal, timeoutMs: PATIENCE_MS };
    try {
      for (const [index, file] of files.entries()) {
        let row = await at.rowsOf(file);
        const { cursor } = await reader.ask({ do: 'begin', file: index, offset: row }, asked);
        try {
          for (let ended = false; !ended;) {
            const records: unknown[] = [];
            const onRows = (more: unknown[]): void => {
              for (const record of more) records.push(record);
            };
            ({ ended } = await reader.ask({ do: 'next', cursor, rows: batchSize }, { ...asked, onRows }));
            if (records.length === 0) continue;
            const first = row + 1;
            row += records.length;
            await at.moveTo(file, row);
            const before = files.length > 1 ? `${file.name}:` : '';
            yield {
              records,
              keys: records.map((_, offset) => `${before}${first + offset}`),
              position: at.value,
            };
          }
        } finally {
          reader.ask({ do: 'end', cursor }, { timeoutMs: PATIENCE_MS }).catch(() => undefined);
        }
      }
    } finally {
      if (this.reading === opened) this.reading = undefined;
      session.leave();
    }
  }

  async lag(position: SourcePosition): Promise<number> {
    const at = FilePosition.of(position);
    const count = async ({ reader, files }: OpenReader, timeoutMs: number): Promise<number> => {
      let rows = 0;
      for (const [index, file] of files.entries()) {
        const counted = await reader.ask({ do: 'count', file: index }, { timeoutMs });
        rows += Math.max(0, counted.rows - (await at.rowsOf(file)));
      }
      return rows;
    };
    // Who reads has a place, and waits for this: another place might be to be had only when it is done.
    const { reading } = this;
    if (reading && !reading.reader.hasEnded) return count(reading, PATIENCE_MS);
    return this.using(undefined, PATIENCE_MS, count);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.session?.close();
  }

  /** @param work is told how much of the time is left; it is done again when the files were replaced under it */
  private async using<T>(
    signal: AbortSignal | undefined,
    withinMs: number,
    work: (opened: OpenReader, leftMs: number) => Promise<T>,
  ): Promise<T> {
    const until = performance.now() + withinMs;
    const left = (): number => Math.max(1, until - performance.now());
    for (let isSecond = false; ; isSecond = true) {
      const session = await this.current(signal);
      const opened = await session.enter(signal, left());
      try {
        return await work(opened, left());
      } catch (error) {
        // A file whose name is another's by now has a path for DuckDB that it was not allowed to read.
        const isRefused = error instanceof SourceError && error.reason === 'refused';
        if (isSecond || !isRefused || (await this.place.identity()) === opened.identity) throw error;
      } finally {
        session.leave();
      }
    }
  }

  /** The session for the files as they are now. */
  private async current(signal: AbortSignal | undefined): Promise<ReaderSession> {
    if (signal?.aborted) throw new SourceError('aborted');
    const identity = await this.place.identity();
    // Whoever asks meanwhile gets the same: nothing below waits.
    if (this.isClosed) throw new SourceError('aborted');
    if (this.session?.serves(identity)) return this.session;
    this.session?.retire();
    this.session = new ReaderSession((closing) => this.open(closing), this.slots, this.organizationId);
    return this.session;
  }

  private async open(signal: AbortSignal): Promise<OpenReader> {
    const { config, known } = this;
    const opened = await openReader(this.place, this.options, { config, signal, known });
    this.known = { identity: opened.identity, layout: opened.layout };
    return opened;
  }
}
