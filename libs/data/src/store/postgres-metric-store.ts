import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { MetricStore, type StoreAnswer, type StoreOptions, type StorePlan } from './metric-store';
import { rawStatement } from './raw-statement';
import { type RawRow, beyondDouble, readRows } from './read-rows';
import { runRead } from './run-read';

const NUMERIC_VALUE_OUT_OF_RANGE = '22003';

/** Answers from the points in PostgreSQL. */
@Injectable()
export class PostgresMetricStore extends MetricStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async execute(plan: StorePlan, options: StoreOptions): Promise<StoreAnswer> {
    if (plan.measures.length === 0) return { rows: [], source: 'raw', approximate: false };
    const statement = rawStatement(plan);
    const rows = await runRead<RawRow>(this.database, statement, options).catch(
      (error: { code?: string }) => {
        throw error.code === NUMERIC_VALUE_OUT_OF_RANGE ? beyondDouble() : error;
      },
    );
    return { rows: readRows(rows, statement, plan), source: 'raw', approximate: false };
  }
}
