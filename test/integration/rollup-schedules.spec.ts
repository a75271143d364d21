import type { Principal } from '@app/auth';
import type { PointInput } from '@app/data';
import type { Clock } from '@app/platform';
import {
  array,
  assert,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  oneof,
  record,
} from 'fast-check';
import { fillGroupings } from '../../libs/data/src/rollup/fill-groupings';
import { runUnit } from '../../libs/data/src/rollup/run-unit';
import { moveFloor } from '../../libs/data/src/retention/move-floor';
import { removePoints } from '../../libs/data/src/deletion/remove-points';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { rollupFaults } from '../support/rollup-checker';
import { keepPinned, metricId, settle } from '../support/rollup-fixtures';
import { createDatabase } from '../support/test-database';

const START = Date.UTC(2026, 1, 27);
const DAY_MS = 86_400_000;
/** More runs than usual, to look for rare schedules: `ROLLUP_RUNS=1000`. */
const RUNS = process.env.ROLLUP_RUNS;
const TIMEOUT_MS = RUNS ? 3_600_000 : 120_000;
const clock: Clock = { now: () => new Date(START + 4 * DAY_MS + 43_200_000) };

/** Few times and values, so that points meet: in one minute, at one instant, around the ends of hours, days and months. */
const anyPoint = record({
  at: oneof(
    integer({ min: 0, max: 4 * DAY_MS }),
    constantFrom(0, 59_999, 60_000, 3_599_999, 3_600_000, DAY_MS - 1, DAY_MS, 2 * DAY_MS - 1, 2 * DAY_MS),
    integer({ min: 0, max: 30 }).map((second) => DAY_MS + second * 1_000),
  ),
  value: oneof(
    constantFrom(0, -0, 1, -1, 0.1, 1e15, -1e15, 1e-300),
    double({ min: -1e6, max: 1e6, noNaN: true }),
    integer({ min: -5, max: 5 }),
  ),
  region: constantFrom('emea', 'apac', undefined),
  tier: constantFrom('gold', undefined, undefined),
  id: oneof(constant(undefined), constantFrom('a', 'b')),
});

const anyStep = oneof(
  {
    weight: 4,
    arbitrary: record({
      kind: constant('ingest' as const),
      points: array(anyPoint, { minLength: 1, maxLength: 8 }),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      kind: constant('unit' as const),
      marks: constantFrom(1, 3, 1_000),
      days: constantFrom(1, 64),
      newest: boolean(),
    }),
  },
  { weight: 2, arbitrary: record({ kind: constant('fill' as const) }) },
  {
    weight: 1,
    arbitrary: record({
      kind: constant('pin' as const),
      pinned: constantFrom<string[][][]>(
        [],
        [['region', 'tier']],
        [['planet'], ['region']],
        [['planet', 'tier']],
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: record({
      kind: constant('delete' as const),
      from: integer({ min: 0, max: 4 * DAY_MS }),
      length: constantFrom(1_000, 60_000, DAY_MS),
      region: constantFrom('emea', undefined),
      limit: constantFrom(1, 1_000),
    }),
  },
  { weight: 1, arbitrary: record({ kind: constant('floor' as const), day: integer({ min: 0, max: 2 }) }) },
);
type Step = typeof anyStep extends { generate: (...args: never[]) => { value: infer S } } ? S : never;

describe('rollups under any schedule', () => {
  let first: IngestProcess;
  let second: IngestProcess;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    first = anIngestProcess(database.url, { clock });
    second = anIngestProcess(database.url, { clock });
  });
  afterAll(async () => {
    await first.close();
    await second.close();
    await drop();
  });

  /** A metric with one point, so that it has groupings. */
  async function aMetric(): Promise<{ principal: Principal; metric: number }> {
    const principal = await anOrganization(first.database);
    await first.ingest.ingest(principal, [input({ at: 3 * DAY_MS, value: 1 })]);
    return { principal, metric: await metricId(first.database, principal, 'm') };
  }

  async function take(node: IngestProcess, principal: Principal, metric: number, step: Step): Promise<void> {
    const { database } = node;
    if (step.kind === 'ingest') {
      await node.ingest.ingest(principal, step.points.map(input)).catch((error: { code?: string }) => {
        if (error.code !== 'TIMESTAMP_TOO_OLD') throw error;
      });
    } else if (step.kind === 'unit') {
      await runUnit(database, metric, {
        marks: step.marks,
        days: step.days,
        first: step.newest ? 'newest' : 'oldest',
      });
    } else if (step.kind === 'fill') {
      await fillGroupings(database, metric);
    } else if (step.kind === 'pin') {
      await keepPinned(database, metric, step.pinned);
    } else if (step.kind === 'floor') {
      const floor = START + step.day * DAY_MS;
      await database.transaction((tx) => moveFloor(tx, metric, floor));
      await database.transaction((tx) =>
        removePoints(tx, {
          metricId: metric,
          from: -Infinity,
          to: floor,
          where: [],
          limit: 1_000,
          mark: false,
        }),
      );
    } else {
      const where = step.region
        ? [{ dimension: 'region', operator: 'eq' as const, values: [step.region] }]
        : [];
      await database.transaction(async (tx) => {
        await tx.query('SELECT pg_advisory_xact_lock(1, $1)', [metric]);
        const { rows } = await tx.query<{ floor: number }>(
          'SELECT (extract(epoch FROM raw_floor) * 1000)::float8 AS floor FROM metrics.metric WHERE id = $1',
          [metric],
        );
        const from = Math.max(START + step.from, rows[0]?.floor ?? 0);
        await removePoints(tx, {
          metricId: metric,
          from,
          to: START + step.from + step.length,
          where,
          limit: step.limit,
          mark: true,
        });
      });
    }
  }

  it(
    'are right after every step, and complete in the end',
    async () => {
      let steps = 0;
      await assert(
        asyncProperty(array(anyStep, { minLength: 1, maxLength: 14 }), async (schedule) => {
          const { principal, metric } = await aMetric();
          for (const step of schedule) {
            await take(first, principal, metric, step);
            steps += 1;
            expect(await rollupFaults(first.database, [metric])).toEqual([]);
          }
          await settle(first.database, metric);
          expect(await marks(metric)).toBe(0);
          expect(await rollupFaults(first.database, [metric])).toEqual([]);
        }),
        { numRuns: Number(RUNS ?? 50) },
      );
      expect(steps).toBeGreaterThan(60);
    },
    TIMEOUT_MS,
  );

  it(
    'are right in every snapshot while two processes take steps at once',
    async () => {
      let snapshots = 0;
      await assert(
        asyncProperty(
          array(anyStep, { minLength: 4, maxLength: 20 }),
          array(anyStep, { minLength: 4, maxLength: 20 }),
          async (left, right) => {
            const { principal, metric } = await aMetric();
            const race = { running: 2 };
            const lane = async (node: IngestProcess, schedule: Step[]): Promise<void> => {
              try {
                for (const step of schedule) await take(node, principal, metric, step);
              } finally {
                race.running -= 1;
              }
            };
            const reader = async (): Promise<void> => {
              while (race.running > 0) {
                expect(await rollupFaults(first.database, [metric])).toEqual([]);
                snapshots += 1;
              }
            };
            await Promise.all([lane(first, left), lane(second, right), reader(), reader()]);
            await settle(first.database, metric);
            expect(await rollupFaults(first.database, [metric])).toEqual([]);
          },
        ),
        { numRuns: Number(RUNS ?? 15) },
      );
      expect(snapshots).toBeGreaterThan(30);
    },
    TIMEOUT_MS,
  );

  it(
    'are right while real workers run and many metrics get points',
    async () => {
      const principals = await Promise.all([anOrganization(first.database), anOrganization(first.database)]);
      const race = { running: 2 };
      const writer = async (node: IngestProcess, principal: Principal): Promise<void> => {
        try {
          for (let round = 0; round < 40; round++) {
            const points = Array.from({ length: 50 }, (_, n) => ({
              ...input({ at: ((round * 7_919 + n * 104_729) % 2_880) * 60_000, value: n - 25 }),
              metric: `m${n % 3}`,
              dimensions: { region: `r${(round + n) % 5}`, host: `h${(round * n) % 90}` },
            }));
            await node.ingest.ingest(principal, points);
          }
        } finally {
          race.running -= 1;
        }
      };
      const works = async (node: IngestProcess): Promise<void> => {
        while (race.running > 0) await node.worker.run({ budgetMs: 1_000 });
      };
      let snapshots = 0;
      const reader = async (): Promise<void> => {
        while (race.running > 0) {
          expect(await rollupFaults(first.database)).toEqual([]);
          snapshots += 1;
        }
      };
      await Promise.all([
        ...principals.map((principal, index) => writer(index ? second : first, principal)),
        works(first),
        works(second),
        reader(),
      ]);
      while ((await first.worker.run({ budgetMs: 5_000 })).more);
      expect(snapshots).toBeGreaterThan(3);
      expect(await rollupFaults(first.database)).toEqual([]);
      const { rows } = await first.database.query('SELECT FROM metrics.mark');
      expect(rows).toEqual([]);
    },
    TIMEOUT_MS,
  );

  async function marks(metric: number): Promise<number> {
    return (await first.database.query('SELECT FROM metrics.mark WHERE metric_id = $1', [metric])).rows
      .length;
  }
});

function input(point: {
  at: number;
  value: number;
  region?: string | undefined;
  tier?: string | undefined;
  id?: string | undefined;
}): PointInput {
  const { at, value, region, tier, id } = point;
  return {
    metric: 'm',
    value,
    timestamp: new Date(START + at).toISOString(),
    dimensions: { ...(region && { region }), ...(tier && { tier }) },
    ...(id && { id }),
  };
}
