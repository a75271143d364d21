import { duckdbEngine } from '../support/sources/duckdb-engine';
import { MappedStore } from '../support/sources/mapped-store';
import { postgresEngine } from '../support/sources/postgres-engine';
import type { SqlEngine } from '../support/sources/sql-engine';
import { describeMetricStore } from './metric-store.conformance';

const engines: SqlEngine[] = [];

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

function describeSource(name: string, open: () => Promise<SqlEngine>): void {
  describeMetricStore(name, async () => {
    const engine = await open();
    engines.push(engine);
    const store = await MappedStore.create(engine);
    return {
      store,
      organizationId: store.organizationId,
      write: (points) => store.write(points),
      source: `source:${engine.connector.dialect}`,
    };
  });
}

describeSource('DuckDB as the source of metrics', duckdbEngine);
describeSource('PostgreSQL as the source of metrics', postgresEngine);
