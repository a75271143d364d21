import { Pool } from 'pg';
import { createDashboard, dashboardSql } from './dashboard';
import { type BenchRow, inTurns, judged, type Target, written } from './measure';
import { type Question, QUESTIONS, UNCOVERED } from './questions';
import type { BenchServices } from './services';
import { METRICS, RANGE } from './workload';

const CONCURRENCIES = [1, 8];
/** Eight at once give eight samples a turn. */
const turnsOf = (times: number, concurrency: number): number =>
  concurrency === 1 ? times : Math.ceil(times / 4);
const OVERHEAD_MS = 5;

/** What is asked of Vitrine and of PostgreSQL in turns. */
interface Race {
  name: string;
  /** How many ask at once. Default {@link CONCURRENCIES}. */
  concurrencies?: number[];
  target: (ours: number, peer: number) => { figure: number } & Target;
  ours: () => Promise<unknown>;
  peer: () => Promise<unknown>;
}

/**
 * Each question uncached through the API against the same SQL on the points through `pg`: answered from rollups, and where no
 * rollup covers it (the time that a request costs beside it hides what rollups save on few points: `quick` sets no
 * target); one at a time and eight at once. Then the same of a dashboard of eight widgets.
 */
export async function* uncachedRows(
  services: BenchServices,
  { times, quick }: { times: number; quick: boolean },
): AsyncGenerator<BenchRow> {
  const pool = new Pool({ connectionString: services.databaseUrl, max: Math.max(...CONCURRENCIES) });
  try {
    const ids = await metricIds(pool);
    const races = [
      ...QUESTIONS.map((question) =>
        ofRollups(services, pool, ids, quick ? { ...question, atLeast: undefined } : question),
      ),
      ...QUESTIONS.map((question) => ofPoints(services, pool, ids, question)),
      ...(await ofDashboards(services, pool, ids, quick)),
    ];
    for (const race of races)
      for (const concurrency of race.concurrencies ?? CONCURRENCIES) yield run(race, times, concurrency);
  } finally {
    await pool.end();
  }
}

async function run(race: Race, times: number, concurrency: number): Promise<BenchRow> {
  const { ours, peer } = await inTurns(
    { times: turnsOf(times, concurrency), concurrency },
    race.ours,
    race.peer,
  );
  const { figure, ...target } = race.target(ours, peer);
  return {
    name: `${race.name}, ${concurrency} at once`,
    ours: `${written(ours)} ms`,
    peer: `${written(peer)} ms`,
    ...judged(figure, target),
  };
}

function ofRollups(services: BenchServices, pool: Pool, ids: Map<string, number>, question: Question): Race {
  const { body, sql, metric, atLeast } = question;
  return {
    name: `uncached, rollups / SQL on points: ${question.name}`,
    target: (ours, peer) => ({ figure: peer / ours, atLeast, unit: 'x' }),
    ours: () => services.request('POST', '/api/v1/data/query', unique(body)),
    peer: () => pool.query(sql(''), [ids.get(metric), body.timeRange.from, body.timeRange.to]),
  };
}

function ofPoints(services: BenchServices, pool: Pool, ids: Map<string, number>, question: Question): Race {
  const { body, sql, metric } = question;
  const filters = [...((body.filters as unknown[] | undefined) ?? []), UNCOVERED.filter];
  return {
    name: `uncached, no rollup - SQL: ${question.name}`,
    target: (ours, peer) => ({ figure: ours - peer, atMost: OVERHEAD_MS, unit: 'ms' }),
    ours: () => services.request('POST', '/api/v1/data/query', unique({ ...body, filters })),
    peer: () =>
      pool.query(sql(UNCOVERED.condition), [ids.get(metric), body.timeRange.from, body.timeRange.to]),
  };
}

/** `quick` leaves out eight at once, which take a quarter of its time. */
async function ofDashboards(
  services: BenchServices,
  pool: Pool,
  ids: Map<string, number>,
  quick: boolean,
): Promise<Race[]> {
  const races = [
    await ofDashboard(services, pool, ids, { rollups: true, ...(quick ? {} : { atLeast: 30 }) }),
    await ofDashboard(services, pool, ids, { rollups: false }),
  ];
  return quick ? races.map((race) => ({ ...race, concurrencies: [1] })) : races;
}

/** Eight widgets in one request against their eight statements at once. */
async function ofDashboard(
  services: BenchServices,
  pool: Pool,
  ids: Map<string, number>,
  { rollups, atLeast }: { rollups: boolean; atLeast?: number },
): Promise<Race> {
  const id = await createDashboard(services, rollups ? [] : [UNCOVERED.filter]);
  const sql = dashboardSql(rollups ? '' : UNCOVERED.condition);
  const path = `/api/v1/dashboards/${id}/data?from=${RANGE.from}&to=${RANGE.to}`;
  let asked = 0;
  return {
    name: rollups ? 'uncached, rollups / SQL: dashboard of 8' : 'uncached, no rollup / SQL: dashboard of 8',
    target: (ours, peer) => ({ figure: peer / ours, atLeast, unit: 'x' }),
    // Every region but one that does not exist: another question each time, with one answer.
    ours: () => services.request('GET', `${path}&filters=${neverAsked(asked++)}`),
    peer: () =>
      Promise.all(METRICS.map((metric) => pool.query(sql, [ids.get(metric), RANGE.from, RANGE.to]))),
  };
}

function neverAsked(n: number): string {
  return encodeURIComponent(
    JSON.stringify([{ dimension: 'region', operator: 'ne', values: [`none-${n}-${Date.now()}`] }]),
  );
}

let questions = 0;

/** The same question with a limit of its own, which no answer reaches: what is asked twice would come from the cache. */
function unique(body: Record<string, unknown>): Record<string, unknown> {
  return { ...body, limit: 10_000 + (questions++ % 30_000) };
}

async function metricIds(pool: Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: number; name: string }>('SELECT id, name FROM metrics.metric');
  return new Map(rows.map(({ id, name }) => [name, id]));
}
