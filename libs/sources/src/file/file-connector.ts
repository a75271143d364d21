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
import { ReaderSlots, type SlotOwner } from './reader-slots';
import { TABLE } from './table-name';

const IDLE_MS = 60_000;
/** Longest that a question of ours takes, and the next batch of a file. */
const PATIENCE_MS = 60_000;

/** Files, as one table: queried in place, or read row by row. */
export class FileConnector implements QueryConnector, ReadConnector, SlotOwner {
  readonly dialect = 'duckdb';
  private readonly slots: ReaderSlots;
  private current: Promise<OpenReader> | undefined;
  private before: OpenReader | undefined;
  private users = 0;
  private idle: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly place: FilePlace,
    private readonly options: FileOptions,
    private readonly config: AppConfig,
  ) {
    this.slots = ReaderSlots.of(config);
  }

  async test(signal: AbortSignal): Promise<void> {
    await this.using(signal, async () => undefined);
  }

  async introspect(signal: AbortSignal): Promise<SourceSchema> {
    const { columns } = await this.using(signal, ({ reader }) =>
      reader.ask({ do: 'columns' }, { signal, timeoutMs: PATIENCE_MS }),
    );
    return { tables: [{ schema: null, name: TABLE, columns }], truncated: false };
  }

  async query(statement: SourceStatement, options: SourceQueryOptions): Promise<SourceRows> {
    const { signal, timeoutMs, maxRows } = options;
    const rows: SourceValue[][] = [];
    const values = statement.values.map(boundValue);
    const { columns } = await this.using(signal, ({ reader }) =>
      reader.ask(
        { do: 'query', text: statement.text, values, maxRows },
        { signal, timeoutMs, onRows: (more) => rows.push(...(more as SourceValue[][])) },
      ),
    );
    return { columns, rows };
  }

  async *read(
    position: SourcePosition,
    { signal, batchSize }: SourceReadOptions,
  ): AsyncIterable<SourceBatch> {
    const at = FilePosition.of(position);
    const opened = await this.enter(signal);
    const { reader, files } = opened;
    const asked = { signal, timeoutMs: PATIENCE_MS };
    try {
      for (const [index, file] of files.entries()) {
        let row = await at.rowsOf(file);
        const { cursor } = await reader.ask({ do: 'begin', file: index, offset: row }, asked);
        for (let ended = false; !ended;) {
          const records: unknown[] = [];
          const onRows = (more: unknown[]): unknown => records.push(...more);
          ({ ended } = await reader.ask({ do: 'next', cursor, rows: batchSize }, { ...asked, onRows }));
          if (records.length === 0) continue;
          const first = row + 1;
          row += records.length;
          await at.moveTo(file, row);
          const keys = records.map((_, of) =>
            files.length > 1 ? `${file.name}:${first + of}` : `${first + of}`,
          );
          yield { records, keys, position: at.value };
        }
        await reader.ask({ do: 'end', cursor }, asked);
      }
    } finally {
      // Whoever does not read on leaves a cursor behind, which ends with its reader.
      this.leave();
    }
  }

  async lag(position: SourcePosition): Promise<number> {
    const at = FilePosition.of(position);
    return this.using(undefined, async ({ reader, files }) => {
      let rows = 0;
      for (const [index, file] of files.entries()) {
        const counted = await reader.ask({ do: 'count', file: index }, { timeoutMs: PATIENCE_MS });
        rows += Math.max(0, counted.rows - (await at.rowsOf(file)));
      }
      return rows;
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const current = await this.current?.catch(() => undefined);
    this.retire();
    await current?.reader.ended;
  }

  get isIdle(): boolean {
    return this.users === 0 && this.current !== undefined;
  }

  retire(): void {
    const { current } = this;
    if (!current) return;
    this.current = undefined;
    clearTimeout(this.idle);
    this.slots.give(this);
    void current.then(
      (opened) => opened.close(),
      () => undefined,
    );
  }

  private async using<T>(
    signal: AbortSignal | undefined,
    work: (opened: OpenReader) => Promise<T>,
  ): Promise<T> {
    const opened = await this.enter(signal);
    try {
      return await work(opened);
    } finally {
      this.leave();
    }
  }

  /** An open reader, which stays until `leave` unless it crashes. */
  private async enter(signal: AbortSignal | undefined): Promise<OpenReader> {
    this.users += 1;
    clearTimeout(this.idle);
    try {
      return await this.opened(signal);
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  private leave(): void {
    this.users -= 1;
    this.slots.used(this);
    if (this.users > 0) return;
    this.idle = setTimeout(() => this.retire(), IDLE_MS);
    this.idle.unref();
  }

  private async opened(signal: AbortSignal | undefined): Promise<OpenReader> {
    if (this.isClosed) throw new SourceError('aborted');
    const open = await this.current?.catch(() => undefined);
    if (open && (open.reader.hasEnded || open.identity !== (await this.place.identity()))) this.retire();
    this.current ??= this.begin(signal);
    return this.current;
  }

  private async begin(signal: AbortSignal | undefined): Promise<OpenReader> {
    await this.slots.take(this, signal);
    try {
      const opened = await openReader(this.place, this.options, {
        config: this.config,
        signal,
        before: this.before,
      });
      this.before = opened;
      return opened;
    } catch (error) {
      this.current = undefined;
      this.slots.give(this);
      throw error;
    }
  }
}
