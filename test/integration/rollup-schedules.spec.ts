import type { Principal } from '@app/auth';
import type { QueryAnswer } from '@app/data';
import type { AppError, Clock } from '@app/platform';
import { type Arbitrary, array, assert, asyncProperty, record, sample } from 'fast-check';
import { DuckOracle, expectAnswer } from '../support/duck-oracle';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { asMetricQuery, type Question, questions } from '../support/random-questions';
import { rollupFaults } from '../support/rollup-checker';
import { metricId, settle } from '../support/rollup-fixtures';
import { anyStep, DAY_MS, pointAt, START, type Step, takeStep } from '../support/rollup-steps';
import { type Seen, type SeenPoint, SnapshotReader } from '../support/snapshot-reader';
import { createDatabase } from '../support/test-database';

/** More runs than usual, to look for rare schedules: `ROLLUP_RUNS=1000`. */
const RUNS = process.env.ROLLUP_RUNS;
const TIMEOUT_MS = RUNS ? 3_600_000 : 120_000;
const clock: Clock = { now: () => new Date(START + 4 * DAY_MS + 43_200_000) };
/** Questions that are asked after each step. */
const PER_STEP = 6;
/** Of these, so many are also asked of the points alone. */
const OF_POINTS = 1;

/** From a day before the first point to the last. */
const anyQuestion = questions(START - DAY_MS, 5);

const REGIONS = ['emea', 'apac', 'amer', 'gold', 'em'];

interface Subject {
  principal: Principal;
  metric: number;
  /** Default: `m`. */
  name?: string;
}

/** Ever more values, so many at a time, the same in every run: what differs is what happens meanwhile. */
function* sampled<T>(arbitrary: Arbitrary<T>, count: number): Generator<T[]> {
  for (let seed = 1; ; seed++) yield sample(arbitrary, { numRuns: count, seed });
}

describe('rollups under any schedule', () => {
  let first: IngestProcess;
  let second: IngestProcess;
  let duck: DuckOracle;
  let drop: () => Promise<void>;
  /** How many answers were held against those of DuckDB. */
  let asked = 0;
  const sources = new Set<string>();

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    first = anIngestProcess(database.url, { clock });
    second = anIngestProcess(database.url, { clock });
    duck = await DuckOracle.open();
  });
  afterAll(async () => {
    duck.close();
    await first.close();
    await second.close();
    await drop();
  });

  /** A metric with one point, so that it has groupings. */
  async function aMetric(): Promise<Subject> {
    const principal = await anOrganization(first.database);
    await first.ingest.ingest(principal, [
      pointAt({ at: 3 * DAY_MS, value: 1, region: 'emea', tier: 'gold' }),
    ]);
    return { principal, metric: await metricId(first.database, principal, 'm') };
  }

  /** Holds the answers of one snapshot against DuckDB, which is given its points, and those that retention has taken away. */
  async function answersAreRight(
    { principal, name = 'm' }: Subject,
    seen: Seen,
    options: { questions: readonly Question[]; forgotten?: readonly SeenPoint[] },
  ): Promise<void> {
    const { questions: asking, forgotten } = options;
    await duck.load([...seen.points, ...(forgotten ?? [])]);
    // What was forgotten is known only where nobody forgets meanwhile.
    const known = asking.filter(({ from }) => forgotten || from >= seen.floor);
    for (const [index, said] of (await duck.answer(known)).entries()) {
      const { question } = said;
      const isKept = question.from >= seen.floor;
      const who = { ...principal, dataPolicy: question.policy };
      const ask = (from: 'rollups' | 'points'): Promise<QueryAnswer | undefined> =>
        seen.ask(who, asMetricQuery(name, question), from).catch((error: AppError) => {
          if (error.code === 'RANGE_NOT_KEPT' && !isKept) return undefined;
          // The floor moves while it is asked, and this snapshot stays where it is.
          if (error.code === 'OVERLOADED' && !forgotten) return undefined;
          throw error;
        });
      const answer = await ask('rollups');
      if (!answer) continue;
      expectAnswer(said, answer);
      sources.add(answer.meta.source);
      asked += 1;
      const ofPoints = index < OF_POINTS && isKept ? await ask('points') : undefined;
      if (ofPoints) expectAnswer(said, ofPoints);
    }
  }

  it(
    'are right after every step, complete in the end, and so is what is answered from them',
    async () => {
      let steps = 0;
      const reader = new SnapshotReader(first.database, clock);
      const step = record({
        step: anyStep,
        asking: array(anyQuestion, { minLength: PER_STEP, maxLength: PER_STEP }),
      });
      await assert(
        asyncProperty(array(step, { minLength: 1, maxLength: 14 }), async (schedule) => {
          const subject = await aMetric();
          const { metric } = subject;
          const forgotten: SeenPoint[] = [];
          const look = (asking: readonly Question[]): Promise<void> =>
            reader.look(metric, (seen) => answersAreRight(subject, seen, { questions: asking, forgotten }));
          for (const { step: next, asking } of schedule) {
            if (next.kind === 'floor') {
              const floor = START + next.day * DAY_MS;
              await reader.look(metric, async ({ points }) => {
                forgotten.push(...points.filter(({ at }) => at < floor));
              });
            }
            await takeStep(first, subject, next);
            steps += 1;
            expect(await rollupFaults(first.database, [metric])).toEqual([]);
            await look(asking);
          }
          await settle(first.database, metric);
          expect(await marks(metric)).toBe(0);
          expect(await rollupFaults(first.database, [metric])).toEqual([]);
          await look(schedule.flatMap(({ asking }) => asking).slice(0, PER_STEP));
        }),
        { numRuns: Number(RUNS ?? 30) },
      );
      expect(steps).toBeGreaterThan(60);
      expect(asked).toBeGreaterThan(600);
      // The answers have met every level.
      for (const level of ['rollup_1d', 'rollup_1h', 'rollup_1m', 'raw']) {
        expect([...sources].some((source) => source.includes(level))).toBe(true);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'are right in every snapshot while two processes take steps at once, and so is what is answered then',
    async () => {
      let snapshots = 0;
      const before = asked;
      await assert(
        asyncProperty(
          array(anyStep, { minLength: 4, maxLength: 20 }),
          array(anyStep, { minLength: 4, maxLength: 20 }),
          array(anyQuestion, { minLength: 20, maxLength: 20 }),
          async (left, right, asking) => {
            const subject = await aMetric();
            const { metric } = subject;
            const race = { running: 2 };
            const lane = async (node: IngestProcess, schedule: Step[]): Promise<void> => {
              try {
                for (const step of schedule) await takeStep(node, subject, step);
              } finally {
                race.running -= 1;
              }
            };
            const checker = async (): Promise<void> => {
              while (race.running > 0) {
                expect(await rollupFaults(first.database, [metric])).toEqual([]);
                snapshots += 1;
              }
            };
            const asker = async (): Promise<void> => {
              const reader = new SnapshotReader(second.database, clock);
              // Once more when all is done: nothing moves then that could keep it from an answer.
              for (let round = 0, isOver = false; !isOver; round++) {
                isOver = race.running === 0;
                const some = Array.from(
                  { length: 4 },
                  (_, n) => asking[(round * 4 + n) % asking.length] as Question,
                );
                await reader.look(metric, (seen) => answersAreRight(subject, seen, { questions: some }));
              }
            };
            await Promise.all([lane(first, left), lane(second, right), checker(), asker()]);
            await settle(first.database, metric);
            expect(await rollupFaults(first.database, [metric])).toEqual([]);
          },
        ),
        { numRuns: Number(RUNS ?? 15) },
      );
      expect(snapshots).toBeGreaterThanOrEqual(15);
      expect(asked - before).toBeGreaterThan(10);
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
              ...pointAt({ at: ((round * 7_919 + n * 104_729) % 2_880) * 60_000, value: n - 25 }),
              metric: `m${n % 3}`,
              dimensions: { region: REGIONS[(round + n) % 5] as string, tier: `h${(round * n) % 90}` },
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
      const before = asked;
      const asker = async (): Promise<void> => {
        const reader = new SnapshotReader(second.database, clock);
        const principal = principals[0];
        for (const some of sampled(anyQuestion, PER_STEP)) {
          const metric = await metricId(first.database, principal, 'm0').catch(() => undefined);
          if (metric !== undefined) {
            const subject = { principal, metric, name: 'm0' };
            await reader.look(metric, (seen) => answersAreRight(subject, seen, { questions: some }));
          }
          if (race.running === 0) return;
        }
      };
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
        asker(),
      ]);
      expect(asked - before).toBeGreaterThan(5);
      while ((await first.worker.run({ budgetMs: 5_000 })).more);
      expect(snapshots).toBeGreaterThan(0);
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
