import { ReviewQueryShapesHandler } from '../../libs/data/src/optimizer/review/review-query-shapes.handler';
import { ShapePlans } from '../../libs/data/src/optimizer/review/shape-plans';
import type { QueryShape } from '../../libs/data/src/optimizer/shapes/query-shape';
import type { ShapeCost } from '../../libs/data/src/optimizer/shapes/shape-recorder';
import { ShapeStore } from '../../libs/data/src/optimizer/shapes/shape-store';
import { fixedClock } from '../support/fixed-clock';
import { aWorld, type World } from '../support/world';

const SHAPE: QueryShape = {
  metrics: [{ metric: 'gone', aggregation: 'sum' }],
  moreMetrics: 0,
  groupBy: [],
  filters: [],
  policy: [],
  interval: null,
  timezone: null,
  range: '1d',
  top: false,
  compare: false,
  level: 'raw',
};

describe('the record of what questions cost', () => {
  let world: World;
  let store: ShapeStore;

  beforeAll(async () => {
    world = await aWorld();
    store = new ShapeStore(world.database);
  });
  afterAll(() => world?.close());

  const cost = (hash: string, day: string, change: Partial<ShapeCost> = {}): ShapeCost => ({
    organizationId: world.organizationId,
    day,
    hash,
    shape: SHAPE,
    count: 1,
    failed: 0,
    totalMs: 1,
    maxMs: 1,
    rows: 1,
    from: 1_000,
    to: 2_000,
    earliest: 1_000,
    ...change,
  });
  const rowsOf = async (day: string): Promise<{ hash: string; count: number }[]> => {
    const { rows } = await world.database.query<{ hash: string; count: number }>(
      'SELECT hash, count::int FROM metrics.query_shape WHERE day = $1',
      [day],
    );
    return rows;
  };

  it('adds up what several processes store, and knows the dearest', async () => {
    await store.store([cost('a', '2026-03-01', { totalMs: 10, maxMs: 7, from: 5_000, to: 6_000 })]);
    await store.store([
      cost('b', '2026-03-01', { totalMs: 12 }),
      cost('a', '2026-03-01', { totalMs: 5, failed: 1, from: 3_000, to: 4_000, earliest: 3_000 }),
      cost('c', '2026-02-01', { totalMs: 100 }),
    ]);
    expect(await store.dearest(world.organizationId, '2026-03-01', 5)).toEqual([
      {
        hash: 'a',
        shape: SHAPE,
        count: 2,
        failed: 1,
        totalMs: 15,
        maxMs: 7,
        rows: 2,
        from: new Date(3_000),
        to: new Date(4_000),
      },
      expect.objectContaining({ hash: 'b', totalMs: 12 }),
    ]);
    expect(await store.total(world.organizationId, '2026-03-01')).toEqual({
      count: 3,
      totalMs: 27,
      since: '2026-02-01',
    });
  });

  it('has room for so many shapes of a day; the time of others is not lost', async () => {
    const many = Array.from({ length: 350 }, (_, n) => cost(`many-${n}`, '2026-02-27'));
    await store.store(many.slice(0, 150));
    await Promise.all([store.store(many.slice(100, 250)), store.store(many.slice(200))]);
    await store.trim('2026-03-01');
    const rows = await rowsOf('2026-02-27');
    expect(rows).toHaveLength(201);
    expect(rows.find(({ hash }) => hash === 'other')?.count).toBeGreaterThanOrEqual(50);
  });

  it('leaves out what belongs to an organization that is gone', async () => {
    const organizationId = '00000000-0000-7000-8000-000000000000';
    await store.store([cost('a', '2026-03-02', { organizationId }), cost('b', '2026-03-02')]);
    expect(await rowsOf('2026-03-02')).toEqual([{ hash: 'b', count: 1 }]);
  });

  it('notes what the database counted beside the latest day of a shape', async () => {
    await store.store([cost('noted', '2026-03-03'), cost('noted', '2026-03-04')]);
    await store.note(world.organizationId, 'noted', { calls: 3 });
    const { rows } = await world.database.query(
      "SELECT day::text, statement FROM metrics.query_shape WHERE hash = 'noted' ORDER BY day",
    );
    expect(rows).toEqual([
      { day: '2026-03-03', statement: null },
      { day: '2026-03-04', statement: { calls: 3 } },
    ]);
  });

  it('is reviewed without what cannot be asked any more', async () => {
    await store.store([cost('old', '2026-01-01'), cost('today', '2026-03-20')]);
    const clock = fixedClock('2026-03-20T12:00:00Z');
    const review = new ReviewQueryShapesHandler(store, world.get(ShapePlans), world.database, clock);
    const { removed, counted } = await review.handle({}, { signal: new AbortController().signal });
    expect(removed).toBeGreaterThanOrEqual(1);
    expect(counted).toBe(0);
    expect(await rowsOf('2026-01-01')).toEqual([]);
    expect(await rowsOf('2026-03-20')).toHaveLength(1);
  });
});
