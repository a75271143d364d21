import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { StatementType } from '@duckdb/node-api';
import type { SourceColumn } from '../../connector';
import { SourceError } from '../../source-error';
import { TABLE } from '../table-name';
import { assertSelect } from './assert-select';
import { columnType } from './column-types';
import { createView, selectOf } from './file-view';
import { openDuckDb } from './open-duckdb';
import { plainValue, structuredValue } from './plain-values';
import type { FileLayout, OpenRequest, QueryRequest } from './protocol';
import { RowFrames } from './row-frames';
import { writeSheet } from './sheet-rows';

const SAMPLED_ROWS = 100;
const SAMPLES = 5;
const SAMPLE_LENGTH = 100;

type Emit = (rows: unknown[]) => Promise<void>;

interface Cursor {
  connection: DuckDBConnection;
  result: DuckDBResult;
  names: string[];
  isJson: boolean[];
  left: unknown[];
}

/** Files that are open in the reader. Errors are those of DuckDB, or SourceError. */
export class FileSession {
  private readonly cursors = new Map<number, Cursor>();
  private lastCursor = 0;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly request: OpenRequest,
    readonly layout: FileLayout,
  ) {}

  static async open(asked: OpenRequest): Promise<FileSession> {
    const request = asked.format === 'xlsx' ? await sheetAsRows(asked) : asked;
    const paths = request.files.map(({ path }) => path);
    const instance = await openDuckDb(paths, request.folder, request.memoryMb);
    const connection = await instance.connect();
    try {
      return new FileSession(instance, request, await createView(connection, request));
    } finally {
      connection.closeSync();
    }
  }

  async query(
    { text, values, maxRows }: QueryRequest,
    emit: Emit,
    begun: Begun,
  ): Promise<{ columns: string[] }> {
    return this.connected(begun, async (connection) => {
      await assertSelect(connection, text);
      const prepared = await connection.prepare(text);
      if (prepared.statementType !== StatementType.SELECT)
        throw new SourceError('refused', 'Give exactly one SELECT.');
      if (prepared.parameterCount > 0 || values.length > 0) prepared.bind(values.map(bound));
      const result = await prepared.stream();
      const frames = new RowFrames(emit);
      let rows = 0;
      for (
        let chunk = await result.fetchChunk();
        chunk && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      ) {
        rows += chunk.rowCount;
        if (rows > maxRows)
          throw new SourceError('too-large', `More than ${maxRows} rows; ask for groups, or for less.`);
        for (const row of chunk.convertRows((value) => plainValue(value))) await frames.add(row);
      }
      await frames.flush();
      return { columns: result.columnNames() };
    });
  }

  async columns(begun: Begun): Promise<{ columns: SourceColumn[] }> {
    return this.connected(begun, async (connection) => {
      const rows = (await connection.runAndReadAll(`FROM ${TABLE} LIMIT ${SAMPLED_ROWS}`)).getRows();
      const columns = this.layout.columns.map(({ name, type }, index) => {
        const seen = rows
          .map((row) => plainValue(row[index] as DuckDBValue))
          .filter((value) => value !== null);
        const samples = [...new Set(seen.map((value) => String(value).slice(0, SAMPLE_LENGTH)))].slice(
          0,
          SAMPLES,
        );
        return { name, type: columnType(type), nativeType: type.slice(0, 200), nullable: true, samples };
      });
      return { columns };
    });
  }

  async count(file: number, begun: Begun): Promise<{ rows: number }> {
    return this.connected(begun, async (connection) => {
      const reader = await connection.runAndReadAll(
        `SELECT count(*) FROM (${this.selectFile(file)}) AS rows`,
      );
      return { rows: Number(reader.getRows()[0]?.[0]) };
    });
  }

  /** Begins to read the rows of a file, in the order in which they stand in it. */
  async begin(file: number, offset: number, begun: Begun): Promise<{ cursor: number }> {
    const connection = await this.instance.connect();
    begun(() => connection.interrupt());
    try {
      const result = await connection.stream(`${this.selectFile(file)} OFFSET ${offset}`);
      const names = result.columnNames();
      const isJson = names.map((_, index) => result.columnType(index).alias === 'JSON');
      this.cursors.set(++this.lastCursor, { connection, result, names, isJson, left: [] });
      return { cursor: this.lastCursor };
    } catch (error) {
      connection.closeSync();
      throw error;
    }
  }

  /** The next records; fewer than were asked for when they are long. */
  async next(id: number, most: number, emit: Emit, begun: Begun): Promise<{ ended: boolean }> {
    const cursor = this.cursors.get(id);
    if (!cursor) throw new Error(`There is no cursor ${id}.`);
    begun(() => cursor.connection.interrupt());
    const frames = new RowFrames(emit);
    for (let given = 0; given < most && !frames.isFull;) {
      if (cursor.left.length === 0 && !(await this.refill(cursor))) {
        await frames.flush();
        return { ended: true };
      }
      given += 1;
      await frames.add(cursor.left.shift());
    }
    await frames.flush();
    return { ended: false };
  }

  end(id: number): void {
    this.cursors.get(id)?.connection.closeSync();
    this.cursors.delete(id);
  }

  private async refill(cursor: Cursor): Promise<boolean> {
    const chunk = await cursor.result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return false;
    const { names, isJson } = cursor;
    cursor.left = chunk
      .convertRows((value) => structuredValue(value))
      .map((row) =>
        Object.fromEntries(
          names.map((name, index) => [name, isJson[index] ? parsed(row[index]) : row[index]]),
        ),
      );
    return true;
  }

  /** The SELECT of one of the files with the columns of all. */
  private selectFile(file: number): string {
    const { path } = this.request.files[file] as { path: string };
    return selectOf(this.request, this.layout, [path]);
  }

  private async connected<T>(begun: Begun, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.instance.connect();
    begun(() => connection.interrupt());
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  }
}

/** Is told how to interrupt what begins. */
type Begun = (interrupt: () => void) => void;

async function sheetAsRows(request: OpenRequest): Promise<OpenRequest> {
  const [workbook] = request.files;
  if (!workbook) throw new SourceError('missing');
  const path = join(request.folder, 'sheet.ndjson');
  const bytes = await writeSheet(workbook.path, { sheet: request.sheet, folder: request.folder, to: path });
  return { ...request, format: 'ndjson', files: [{ ...workbook, path, bytes }] };
}

function bound(value: unknown): DuckDBValue {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return value as DuckDBValue;
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}
