import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { alertRows } from './bench/alert-rows';
import { backlogRows } from './bench/backlog-rows';
import { cachedRows } from './bench/cached-rows';
import { exportRows } from './bench/export-rows';
import { explainRows } from './bench/explain-rows';
import { herdRow } from './bench/herd-row';
import { batchIngest, newSeries, singleIngest } from './bench/ingest-rows';
import { LOAD_GENERATOR } from './bench/load-generator';
import { liveRows } from './bench/live/live-rows';
import { type BenchRow, judged, type Target, written } from './bench/measure';
import { renderTable } from './bench/print-table';
import { BenchServices } from './bench/services';
import { uncachedRows } from './bench/uncached-rows';

const USAGE = 'npm run bench -- [--quick] [--live | --backlog | --alerts]';
const OPTIONS = ['--quick', '--live', '--backlog', '--alerts'];
const RESULT = '.vitrine/bench.json';

/** Measures Vitrine against its limits on a database of its own and prints a table; the figures go to .vitrine/bench.json too. */
export async function main(args: string[]): Promise<void> {
  const unknown = args.find((arg) => !OPTIONS.includes(arg));
  if (unknown) throw new Error(`There is no option ${unknown}. Usage: ${USAGE}`);
  const quick = args.includes('--quick');
  const size = quick
    ? { quick, points: 200_000, singles: 3_000, times: 5, seconds: 1, rounds: 1 }
    : { quick, points: 5_000_000, singles: 20_000, times: 15, seconds: 4, rounds: 3 };
  const machine = `${cpus().length} cores, Node ${process.version}, load by ${LOAD_GENERATOR}`;
  say(`${size.points.toLocaleString('en')} points over 90 days, ${machine}`);

  const services = await BenchServices.start();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void services.stop().finally(() => process.exit(1)));
  }
  const rows: BenchRow[] = [];
  try {
    const chosen = PARTS.find(([option]) => args.includes(option))?.[1] ?? measure;
    for await (const row of chosen(services, size)) {
      rows.push(row);
      say(`${row.name}: ${row.shown}`);
      await services.stayLoggedIn();
    }
  } finally {
    // What was measured before something failed took its time too.
    process.stdout.write(`\n${renderTable(rows)}\n`);
    mkdirSync('.vitrine', { recursive: true });
    const result = { at: new Date().toISOString(), machine, ...size, rows };
    writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
    say(`written to ${RESULT}`);
    await services.stop();
  }
}

interface Size {
  quick: boolean;
  points: number;
  /** Points sent one by one. */
  singles: number;
  /** How often each uncached question is asked. */
  times: number;
  /** How long and how often each cached answer is asked for. */
  seconds: number;
  rounds: number;
}

/** Each row as soon as it is measured. */
async function* measure(services: BenchServices, size: Size): AsyncGenerator<BenchRow> {
  await services.startApi();
  await services.stopApi();
  const start = await services.startApi();
  yield plain('start of the api, built, database up', start, { atMost: 2, unit: 's' });
  yield newSeries(services);
  yield batchIngest(services, size.points, everyTenth(size.points));
  yield* await singleIngest(services, size.singles);

  say('making rollups');
  await services.startWorker();
  const seconds = await services.rolledUp(everyFewSeconds());
  await services.analyze();
  yield* exportRows(services, size.quick);
  await services.stopWorker();
  yield {
    ...plain('rollups of all these points by one worker', seconds, { unit: 's' }),
    ours: `${written(Math.round(size.points / seconds))} points/s`,
  };
  yield* uncachedRows(services, size);
  yield* explainRows(services, size.times);
  yield herdRow(services);
  yield* cachedRows(services, size);
  yield* liveRows(services, size);
  yield* alertRows(services, size);
  yield plain('memory of the api at the end of the load', services.apiMemory(), { unit: 'MiB' });
  if (size.quick) return;
  say('waiting until the api has been idle for a minute');
  await sleep(60_000);
  yield plain('memory of the api a minute later', services.apiMemory(), { atMost: 250, unit: 'MiB' });
}

/** Live dashboards without the rest, which takes many minutes. */
async function* liveAlone(services: BenchServices, size: Size): AsyncGenerator<BenchRow> {
  await services.startApi();
  yield* liveRows(services, size);
}

/** A backlog of jobs without the rest, on the Redis of REDIS_URL if there is one. */
async function* backlogAlone(services: BenchServices, size: Size): AsyncGenerator<BenchRow> {
  await services.startApi();
  yield* backlogRows(services, size);
}

/** Alerts without the rest. */
async function* alertsAlone(services: BenchServices, size: Size): AsyncGenerator<BenchRow> {
  await services.startApi();
  yield* alertRows(services, size);
}

/** What is measured alone where its option is given. */
const PARTS = [
  ['--live', liveAlone],
  ['--backlog', backlogAlone],
  ['--alerts', alertsAlone],
] as const;

function plain(name: string, figure: number, target: Target): BenchRow {
  return { name, ours: '', peer: '', ...judged(figure, target) };
}

function everyTenth(total: number): (done: number) => void {
  let shown = 0;
  return (done) => {
    if (done - shown < total / 10) return;
    shown = done;
    say(`stored ${done.toLocaleString('en')} points`);
  };
}

function everyFewSeconds(): (marks: number) => void {
  let at = 0;
  return (marks) => {
    if (performance.now() - at < 10_000) return;
    at = performance.now();
    say(`minutes to do: ${marks.toLocaleString('en')}`);
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
