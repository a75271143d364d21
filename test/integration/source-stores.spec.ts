import { expressionSql } from '../../libs/data/src/pushdown/compile/expression-sql';
import { StatementValues } from '../../libs/data/src/pushdown/compile/statement-values';
import { SQL_DIALECTS } from '../../libs/data/src/pushdown/dialect/sql-dialects';
import { parseExpression } from '../../libs/data/src/pushdown/expression/parse-expression';
import { DATABASES } from '../support/source-servers/databases';
import { runnable } from '../support/source-servers/source-server';
import { databaseEngine } from '../support/sources/database-engine';
import { fileEngine } from '../support/sources/file-engine';
import { MappedStore } from '../support/sources/mapped-store';
import type { SqlEngine } from '../support/sources/sql-engine';
import { describeMetricStore, type StoreUnderTest } from './metric-store.conformance';

const opened: SqlEngine[] = [];

afterAll(async () => {
  for (const engine of opened) await engine.close();
});

function describeSources(name: string, engines: readonly (() => Promise<SqlEngine>)[], runs: number): void {
  let mapped: MappedStore;
  const setUp = async (): Promise<StoreUnderTest> => {
    const own = await Promise.all(engines.map((open) => open()));
    opened.push(...own);
    const store = (mapped = await MappedStore.create(...own));
    const { organizationId } = store;
    return {
      store,
      organizationId,
      write: (points) => store.write(points),
      source: expect.stringMatching(/^source:|^raw$/),
    };
  };
  describeMetricStore(name, setUp, { runs });

  it(`${name} is explained by its statement, also where filters, ranks and totals are asked for`, async () => {
    const at = '2026-01-01T00:00:00.000Z';
    const points = engines.map((_, index) => ({ metric: `explained ${index}`, value: 1, timestamp: at }));
    const ids = await mapped.write(points);
    const explanation = await mapped.explain(
      {
        organizationId: mapped.organizationId,
        measures: [...ids.values()].map((metricId) => ({
          metricId,
          aggregation: 'percentile',
          percentile: 95,
        })),
        from: Date.parse(at),
        to: Date.parse(at) + 86_400_000,
        groupBy: ['region'],
        where: [{ dimension: 'region', operator: 'in', values: ["em'ea", 'secret value'] }],
        top: { n: 2, by: 0, other: true },
        totals: true,
        maxRows: 100,
      },
      { timeoutMs: 10_000 },
    );
    expect(explanation).toMatchObject({
      source: expect.stringMatching(/^source:/),
      statement: expect.any(String),
    });
    expect(explanation.statement).toMatch(/WITH facts_0_0 AS/);
    expect(explanation.statement).not.toContain('secret value');
  });
}

describeSources('Files as the source of metrics', [fileEngine], 10);

/** How often a database is asked: the engine of ClickHouse takes a twentieth of a second for the least of questions. */
const RUNS: Readonly<Record<string, number>> = { PostgreSQL: 25, MariaDB: 15, ClickHouse: 3 };

for (const database of DATABASES) {
  const name = `${database.name} as the source of metrics`;
  if (runnable(database.name, database.available, database.install))
    describeSources(name, [() => databaseEngine(database)], RUNS[database.name] ?? 10);
  else it.skip(`${name}: it is not installed`, () => {});
}

const [first] = DATABASES.filter(({ available }) => available);
if (first) describeSources('A mixture of sources', [fileEngine, () => databaseEngine(first)], 8);

describe('The value of a row', () => {
  it.each<[expression: string, value: number | null]>([
    ['a + b * 2 - -c', 11],
    ['a / 4', 1.5],
    ['a / (b - 2)', null],
    ['a * nothing', null],
    ['coalesce(nothing, a / 0, b)', 2],
    ['nullif(a, 6)', null],
    ["case when kind = 'x' then 1 when kind = 'X ' then 2 else 3 end", 2],
    ["case when kind = 'x ' then 1 end", null],
    ['1e3 * "odd ""name"', 500],
  ])('%s is %p in every engine', async (expression, value) => {
    for (const { connector } of opened) {
      const dialect = SQL_DIALECTS[connector.dialect];
      const quoted = dialect.identifier('odd "name');
      const values = new StatementValues(dialect);
      const column = (name: string): string => `s.${dialect.identifier(name)}`;
      const sql = expressionSql(parseExpression(expression), { dialect, values, column });
      const row = `SELECT 6 AS a, 2 AS b, 1 AS c, NULL AS nothing, 'X ' AS kind, 0.5 AS ${quoted}`;
      const { rows } = await connector.query(values.finish(`SELECT ${sql} AS v FROM (${row}) s`), {
        timeoutMs: 5_000,
        maxRows: 1,
      });
      const found = rows[0]?.[0] ?? null;
      expect([dialect.name, found === null ? null : Number(found)]).toEqual([dialect.name, value]);
    }
  });
});
