import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { PointInput } from '../ingest/point-input';
import type { DemoDataset } from './demo-dataset';

/** Rows of a data set, `to` exclusive, as points. */
export interface DemoBatch {
  from: number;
  to: number;
  points: PointInput[];
}

/** Reads the files of the demo with DuckDB. Close it. */
export class DatasetReader {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
  ) {}

  /** One thread: the other processor is for the database. */
  static async open(folder: string): Promise<DatasetReader> {
    // Loaded when it is needed: few processes ever read a file.
    const duckdb = await import('@duckdb/node-api');
    const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '256MB' });
    return new DatasetReader(instance, await instance.connect(), folder);
  }

  /** Number of rows in the file, or of its sample. */
  async count(dataset: DemoDataset, sample: boolean): Promise<number> {
    const where =
      sample && dataset.sampleBefore ? `WHERE date < TIMESTAMP '${dataset.sampleBefore.slice(0, 19)}'` : '';
    const result = await this.connection.runAndReadAll(
      `SELECT count(*)::DOUBLE FROM ${this.source(dataset)} ${where}`,
    );
    return Number(result.getRows()[0]?.[0] ?? 0);
  }

  /** The rows from `from` to `to` (exclusive) in batches, in order. Memory holds one batch. */
  async *read(dataset: DemoDataset, from: number, to: number): AsyncGenerator<DemoBatch> {
    const columns = [
      'row::DOUBLE',
      'epoch_ms(date::TIMESTAMP)::DOUBLE',
      ...dataset.measures.map(({ column }) => `${column}::DOUBLE`),
      ...dataset.dimensions.map((column) => `${column}::VARCHAR`),
    ];
    const result = await this.connection.stream(
      `SELECT ${columns.join(', ')} FROM ${this.source(dataset)} WHERE row >= ${from} AND row < ${to}`,
    );
    let batch: DemoBatch = { from, to: from, points: [] };
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) break;
      for (const row of chunk.getRows()) {
        // DuckDB keeps the order of the file, so that nothing has to be sorted; progress depends on it.
        if (row[0] !== batch.to)
          throw new Error(`${dataset.file}: expected row ${batch.to}, got ${String(row[0])}`);
        addPoints(batch.points, dataset, batch.to, row);
        batch.to += 1;
        if (batch.to - batch.from < dataset.batchRows) continue;
        yield batch;
        batch = { from: batch.to, to: batch.to, points: [] };
      }
    }
    if (batch.points.length > 0) yield batch;
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private source(dataset: DemoDataset): string {
    const path = join(this.folder, dataset.file).replaceAll("'", "''");
    return dataset.source.replace('$file', () => `'${path}'`);
  }
}

function addPoints(
  points: PointInput[],
  dataset: DemoDataset,
  rowNumber: number,
  row: readonly unknown[],
): void {
  const timestamp = new Date(row[1] as number).toISOString();
  const firstDimension = 2 + dataset.measures.length;
  const dimensions: Record<string, string | null> = {};
  for (const [index, name] of dataset.dimensions.entries()) {
    dimensions[name] = row[firstDimension + index] as string | null;
  }
  const id = idOf(rowNumber);
  for (const [index, { metric }] of dataset.measures.entries()) {
    const value = row[2 + index] as number | null;
    if (value !== null) points.push({ metric, value, timestamp, dimensions, id });
  }
}

/** A UUID (version 8) that carries the row's number: the same row is the same point however often it is loaded. */
function idOf(row: number): string {
  return `00000000-0000-8000-8000-${row.toString(16).padStart(12, '0')}`;
}
