import { duckdbEngine } from '../support/sources/duckdb-engine';
import { MappedStore } from '../support/sources/mapped-store';
import { postgresEngine } from '../support/sources/postgres-engine';
import type { SqlEngine } from '../support/sources/sql-engine';
import { describeMetricStore, type StoreUnderTest } from './metric-store.conformance';

const opened: SqlEngine[] = [];

afterAll(async () => {
  for (const engine of opened) await engine.close();
});

function describeSources(name: string, engines: readonly (() => Promise<SqlEngine>)[], runs: number): void {
  const setUp = async (): Promise<StoreUnderTest> => {
    const own = await Promise.all(engines.map((open) => open()));
    opened.push(...own);
    const store = await MappedStore.create(...own);
    const { organizationId } = store;
    return {
      store,
      organizationId,
      write: (points) => store.write(points),
      source: expect.stringMatching(/^source:|^raw$/),
    };
  };
  describeMetricStore(name, setUp, { runs });
}

describeSources('DuckDB as the source of metrics', [duckdbEngine], 10);
describeSources('PostgreSQL as the source of metrics', [postgresEngine], 25);
describeSources('A mixture of sources', [duckdbEngine, postgresEngine], 25);
