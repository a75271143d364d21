import { DemoLoader } from '../../libs/data/src/demo/demo-loader';
import { DemoProgress } from '../../libs/data/src/demo/demo-progress';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { createDatabase } from '../support/test-database';

const SEATTLE_POINTS = 1_461 * 4;
const SP500_POINTS = 5_105 * 2;

describe('demo data', () => {
  let node: IngestProcess;
  let drop: () => Promise<void>;
  let loader: DemoLoader;

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    node = anIngestProcess(database.url);
    loader = new DemoLoader(node.ingest, node.catalog, node.entries, new DemoProgress(node.database));
  });
  afterAll(async () => {
    await node.close();
    await drop();
  });

  /** Loads until the data set named has that many rows more, then is cut like a worker that stops. */
  async function loadUntil(organizationId: string, dataset: string, reports: number): Promise<void> {
    const stop = new AbortController();
    let seen = 0;
    const load = loader.load({
      organizationId,
      mode: 'sample',
      signal: stop.signal,
      onProgress: async (progress) => {
        if (progress.dataset === dataset && ++seen === reports) stop.abort();
      },
    });
    await expect(load).rejects.toThrow('aborted');
  }

  async function points(): Promise<Record<string, number>> {
    const { rows } = await node.database.query<{ name: string; count: number }>(
      `SELECT m.name, count(*)::int FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id
       JOIN metrics.metric m ON m.id = s.metric_id GROUP BY m.name`,
    );
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }

  it('continues where it was cut, without duplicates, and keeps what the files say', async () => {
    const principal = await anOrganization(node.database);
    const { organizationId } = principal;
    await loadUntil(organizationId, 'sp500-2000', 3);
    expect(await points()).toMatchObject({ 'seattle.temp_max': 1_461, 'seattle.wind': 1_461 });
    await loadUntil(organizationId, 'flights-3m', 2);
    const before = await points();
    expect(before['sp500.close']).toBe(5_105);
    expect(await loader.isComplete(organizationId, 'sample')).toBe(false);

    // The start of the flights is there: the next run sends what follows, and reports all that is there.
    const progress: number[] = [];
    const stop = new AbortController();
    const rest = loader.load({
      organizationId,
      mode: 'sample',
      signal: stop.signal,
      onProgress: async ({ loaded, total }) => {
        progress.push(loaded / total);
        stop.abort();
      },
    });
    await expect(rest).rejects.toThrow('aborted');
    const after = await points();
    expect(after['flights.delay']).toBeGreaterThan(before['flights.delay'] ?? 0);
    expect(after['flights.delay']).toBe(after['flights.distance']);
    expect(progress[0]).toBeGreaterThan((SEATTLE_POINTS / 4 + SP500_POINTS / 2) / 153_890);

    const { rows } = await node.database.query<{ value: number }>(
      `SELECT p.value FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id
       JOIN metrics.metric m ON m.id = s.metric_id
       WHERE m.name = 'seattle.temp_min' AND p.ts = '2012-01-02T00:00:00Z' AND s.dims = '{"weather": "rain"}'`,
    );
    expect(rows).toEqual([{ value: 2.8 }]);
    const found = await node.catalog.find(principal, ['flights.delay', 'sp500.volume', 'seattle.temp_max'], {
      fresh: true,
    });
    expect(found.get('flights.delay')).toMatchObject({
      unit: 'minutes',
      dimensions: ['destination', 'origin'],
    });
    expect(found.get('sp500.volume')).toMatchObject({ unit: 'shares', dimensions: [] });
    expect(found.get('seattle.temp_max')).toMatchObject({ unit: '°C', dimensions: ['weather'] });
  }, 120_000);
});
