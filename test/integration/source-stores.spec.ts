import type { Filter } from '@app/data';
import type { AppError } from '@app/platform';
import { MetricSourceCheck } from '../../libs/data/src/pushdown/check-metric-source';
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
const stores: MappedStore[] = [];

afterAll(async () => {
  for (const engine of opened) await engine.close();
});

function describeSources(name: string, engines: readonly (() => Promise<SqlEngine>)[], runs: number): void {
  let mapped: MappedStore;
  const setUp = async (): Promise<StoreUnderTest> => {
    const own = await Promise.all(engines.map((open) => open()));
    opened.push(...own);
    const store = (mapped = await MappedStore.create(...own));
    stores.push(store);
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

describe('The values of dimensions', () => {
  const LABELS = ['b', "O'Brien", '', 'ü', 'B', '😀', '\uffee', '$1 ? {p1:String}', '-- */ ;', 'x ', 'x'];
  const IN_ORDER = ['', '$1 ? {p1:String}', '-- */ ;', 'B', "O'Brien", 'b', 'x', 'x ', 'ü', '\uffee', '😀'];

  it('are those of points, each once, by code points, up to the limit, and within the policy, in every engine', async () => {
    for (const store of stores) {
      const points = LABELS.flatMap((region, index): Record<string, string>[] => [
        { region, product: 'shown' },
        { region, product: 'shown' },
        ...(index === 0 ? [{ region: 'hidden', product: 'hidden' }, { product: 'shown' }] : []),
      ]).map((dimensions, index) => ({
        metric: 'labels',
        value: index,
        timestamp: new Date(index).toISOString(),
        dimensions,
      }));
      const metricId = (await store.write(points)).get('labels') as number;
      const dimensions = ['region', 'product', 'nowhere'];
      const where: Filter[] = [{ dimension: 'product', operator: 'in', values: ['shown'] }];
      expect(Object.fromEntries(await store.valuesOf(metricId, { dimensions, where, limit: 100 }))).toEqual({
        region: { values: IN_ORDER, truncated: false },
        product: { values: ['shown'], truncated: false },
        nowhere: { values: [], truncated: false },
      });
      const few = await store.valuesOf(metricId, { dimensions, where: [], limit: 3 });
      expect(few.get('region')).toEqual({ values: IN_ORDER.slice(0, 3), truncated: true });
      expect(few.get('product')).toEqual({ values: ['hidden', 'shown'], truncated: false });
      const hostile = ["' OR 1 = 1 --", 'shown" OR "', '\\', "\\' OR 1 = 1 -- ", '` OR 1 = 1 #'];
      for (const value of hostile) {
        const policy: Filter[] = [{ dimension: 'product', operator: 'in', values: [value] }];
        const none = await store.valuesOf(metricId, { dimensions: ['region'], where: policy, limit: 3 });
        expect(none.get('region')).toEqual({ values: [], truncated: false });
      }
    }
  });
});

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

describe('A mapping', () => {
  const sql = "SELECT CAST('2026-01-01' AS DATE) AS day, 6 AS a, 0.5 AS half, 'x' AS kind";
  it.each<[time: string, value: string, wrong: RegExp | undefined]>([
    ['day', 'a * half', undefined],
    ['day', "case when kind = 'x' then a end", undefined],
    ['day', 'a + kind', /^\/source\/value: /],
    ['day', 'day', /^\/source\/value: /],
    ['kind', 'a', /^\/source\/time: /],
  ])('with the time %s and the value %s is told from one with texts', async (time, value, wrong) => {
    const told = opened.map(async ({ connector }) => {
      const check = new MetricSourceCheck({
        withConnector: (_organization, _source, work) => work(connector),
      });
      const source = { sourceId: '', sql, time, value, dimensions: {}, timezone: 'UTC', maxAgeSeconds: 60 };
      const errors = await check.check('', source).then(
        () => [],
        (error: AppError) => error.errors,
      );
      return [connector.dialect, errors.map(({ pointer, message }) => `${pointer}: ${message}`)];
    });
    for (const [dialect, errors] of await Promise.all(told))
      expect([dialect, errors]).toEqual([dialect, wrong ? [expect.stringMatching(wrong)] : []]);
  });
});
