import type { Principal } from '@app/auth';
import type { PointInput } from '@app/data';
import { array, boolean, constant, constantFrom, double, integer, oneof, record } from 'fast-check';
import { removePoints } from '../../libs/data/src/deletion/remove-points';
import { moveFloor } from '../../libs/data/src/retention/move-floor';
import { fillGroupings } from '../../libs/data/src/rollup/fill-groupings';
import { runUnit } from '../../libs/data/src/rollup/run-unit';
import type { IngestProcess } from './ingest-process';
import { keepPinned } from './rollup-fixtures';

/** Where the time of the steps begins; they take four days. */
export const START = Date.UTC(2026, 1, 27);
export const DAY_MS = 86_400_000;

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

/** One step of a schedule: points come or go, rollups are made, chosen or cut off. */
export const anyStep = oneof(
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
export type Step = typeof anyStep extends { generate: (...args: never[]) => { value: infer S } } ? S : never;

/** Takes a step on the metric `m` of a principal, whose id is `metric`. */
export async function takeStep(
  node: IngestProcess,
  { principal, metric }: { principal: Principal; metric: number },
  step: Step,
): Promise<void> {
  const { database } = node;
  if (step.kind === 'ingest') {
    await node.ingest.ingest(principal, step.points.map(pointAt)).catch((error: { code?: string }) => {
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

/** A point of the metric `m`, so many ms after the start. */
export function pointAt(point: {
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
