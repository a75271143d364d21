import type { SourceRows, SourceValue } from '../connector';
import { SourceError } from '../source-error';
import type { RowSink } from './database-engine';

/** Keeps rows up to a number; one more is an error, never a shorter answer. */
export class RowCollector implements RowSink {
  private names: string[] = [];
  private readonly kept: SourceValue[][] = [];

  constructor(private readonly maxRows: number) {}

  columns(names: string[]): void {
    this.names = names;
  }

  /** @throws SourceError too-large */
  row(values: SourceValue[]): void {
    if (this.kept.length === this.maxRows)
      throw new SourceError('too-large', `These are more than ${this.maxRows} rows.`);
    this.kept.push(values);
  }

  get rows(): SourceRows {
    return { columns: this.names, rows: this.kept };
  }
}
