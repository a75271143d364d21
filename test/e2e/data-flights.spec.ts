import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { PERMISSIONS, systemPrincipal } from '@app/auth';
import { IngestService, type PointInput } from '@app/data';
import { examplesOf, expectAsShown, NEEDED_BY_PAGES, runExamples } from '../support/page-examples';
import { describeWhereThereIs } from '../support/where-there-is';
import { type World, aWorld } from '../support/world';

type Cell = string | number | null;
interface Answer {
  data: { rows: Cell[][] };
  meta: { truncated: boolean };
}

const FILE = join(__dirname, '../../node_modules/vega-datasets/data/flights-3m.parquet');
const FLIGHTS = `read_parquet('${FILE.replaceAll("'", "''")}')`;
const WEEK = `date >= TIMESTAMP '2001-01-01' AND date < TIMESTAMP '2001-01-08'`;
const BATCH = 10_000;

/** The same rows of the same file, asked through the API and asked of DuckDB. */
describe('a week of flights', () => {
  let world: World;
  let duckdb: DuckDBConnection;

  const get = async (path: string): Promise<Cell[][]> => {
    const { status, body } = await world.request<Answer>('GET', `/api/v1/data/${path}`, {
      token: world.admin.token,
    });
    expect(status).toBe(200);
    expect(body.meta.truncated).toBe(false);
    return body.data.rows;
  };
  const ask = async (sql: string): Promise<Cell[][]> =>
    (await duckdb.runAndReadAll(sql)).getRowsJson() as Cell[][];

  beforeAll(async () => {
    world = await aWorld();
    duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    const principal = systemPrincipal('test', world.organizationId, PERMISSIONS);
    // One row more on either side, so that the borders of the range are seen to hold.
    const rows = await ask(
      `SELECT epoch_ms(date::TIMESTAMP)::DOUBLE, delay::DOUBLE, origin, destination FROM ${FLIGHTS}
       WHERE delay IS NOT NULL AND date >= TIMESTAMP '2000-12-31' AND date < TIMESTAMP '2001-01-08 00:30'`,
    );
    const points = rows.map(([at, value, origin, destination]): PointInput => ({
      metric: 'flights.delay',
      value: value as number,
      timestamp: new Date(at as number).toISOString(),
      dimensions: { origin: origin as string, destination: destination as string },
    }));
    for (let index = 0; index < points.length; index += BATCH) {
      await world.get(IngestService).ingest(principal, points.slice(index, index + BATCH));
    }
  }, 120_000);

  afterAll(async () => {
    duckdb.closeSync();
    await world.close();
  });

  it('has the averages by day that DuckDB has', async () => {
    const ours = await get(
      'metrics?metric=flights.delay&aggregation=avg&groupBy=date&from=2001-01-01&to=2001-01-08',
    );
    const theirs = await ask(
      `SELECT strftime(date_trunc('day', date), '%Y-%m-%dT00:00:00.000Z'), avg(delay)
       FROM ${FLIGHTS} WHERE ${WEEK} GROUP BY 1 ORDER BY 1`,
    );
    expect(ours).toHaveLength(7);
    expectClose(ours, theirs);
  });

  it('has the percentiles by origin that DuckDB has', async () => {
    const ours = await get(
      'metrics?metric=flights.delay&aggregation=percentile&percentile=95&groupBy=origin&from=2001-01-01&to=2001-01-08',
    );
    const theirs = await ask(
      `SELECT origin, quantile_cont(delay, 0.95)::DOUBLE FROM ${FLIGHTS} WHERE ${WEEK} AND delay IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    expect(ours.length).toBeGreaterThan(100);
    expectClose(ours, theirs);
  });

  it('has the counts by hour of one airport that DuckDB has', async () => {
    const ours = await get(
      'metrics?metric=flights.delay&aggregation=count&interval=1h&from=2001-01-01&to=2001-01-08&filters=origin:ATL|ORD',
    );
    const theirs = await ask(
      `SELECT strftime(date_trunc('hour', date), '%Y-%m-%dT%H:00:00.000Z'), count(delay)::DOUBLE
       FROM ${FLIGHTS} WHERE ${WEEK} AND origin IN ('ATL', 'ORD') AND delay IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    expect(ours).toEqual(theirs);
  });

  describeWhereThereIs(NEEDED_BY_PAGES, 'and of docs/queries.md', () => {
    it('answers the examples as the page says', async () => {
      const examples = await examplesOf('docs/queries.md');
      expect(examples.length).toBeGreaterThan(4);
      const { email: EMAIL, password: PASSWORD } = world.admin;
      expectAsShown(examples, await runExamples(examples, { VITRINE: world.api, EMAIL, PASSWORD }));
    });
  });

  it('has the shares of minutes late that DuckDB has', async () => {
    const ours = await get(
      'analytics?metric=flights.delay&dimension=origin&aggregation=sum&from=2001-01-01&to=2001-01-08&orderBy=origin',
    );
    const theirs = await ask(
      `SELECT origin, sum(delay)::DOUBLE AS total, total / sum(total) OVER () FROM ${FLIGHTS}
       WHERE ${WEEK} AND delay IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    expectClose(ours, theirs);
  });
});

function expectClose(ours: Cell[][], theirs: Cell[][]): void {
  expect(ours.map(([label]) => label)).toEqual(theirs.map(([label]) => label));
  ours.forEach((row, index) => {
    row
      .slice(1)
      .forEach((value, column) => expect(value).toBeCloseTo(theirs[index]?.[column + 1] as number, 9));
  });
}
