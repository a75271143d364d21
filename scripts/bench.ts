import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { cachedRows } from './bench/cached-rows';
import { herdRow } from './bench/herd-row';
import { batchIngest, newSeries, singleIngest } from './bench/ingest-rows';
import { LOAD_GENERATOR } from './bench/load-generator';
import { type BenchRow, judged, written } from './bench/measure';
import { renderTable } from './bench/print-table';
import { BenchServices } from './bench/services';
import { uncachedRows } from './bench/uncached-rows';

const USAGE = 'npm run bench -- [--quick]';
const RESULT = '.vitrine/bench.json';

/** Measures Vitrine against its limits on a database of its own and prints a table; the figures go to .vitrine/bench.json too. */
export async function main(args: string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== '--quick');
  if (unknown) throw new Error(`There is no option ${unknown}. Usage: ${USAGE}`);
  const quick = args.includes('--quick');
  const size = quick
    ? { quick, points: 300_000, singles: 4_000, times: 5, seconds: 1, rounds: 1 }
    : { quick, points: 5_000_000, singles: 20_000, times: 15, seconds: 4, rounds: 3 };
  const machine = `${cpus().length} cores, Node ${process.version}, load by ${LOAD_GENERATOR}`;
  say(`${size.points.toLocaleString('en')} points over 90 days, ${machine}`);

  const services = await BenchServices.start();
  try {
    const rows = await measure(services, size);
    process.stdout.write(`\n${renderTable(rows)}\n`);
    mkdirSync('.vitrine', { recursive: true });
    const result = { at: new Date().toISOString(), machine, ...size, rows };
    writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
    say(`written to ${RESULT}`);
  } finally {
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

async function measure(services: BenchServices, size: Size): Promise<BenchRow[]> {
  await services.startApi();
  await services.stopApi();
  const start = await services.startApi();
  const rows: BenchRow[] = [];
  rows.push(await newSeries(services));
  rows.push(await batchIngest(services, size.points, everyTenth(size.points, 'stored', 'points')));
  rows.push(...(await singleIngest(services, size.singles)));

  say('making rollups');
  await services.startWorker();
  const seconds = await services.rolledUp(everyTenth(Infinity, 'to do:', 'marks'));
  await services.stopWorker();
  await services.analyze();
  rows.push({
    name: 'rollups of all these points by one worker',
    ours: `${written(Math.round(size.points / seconds))} points/s`,
    peer: '',
    ...judged(seconds, { unit: 's' }),
  });

  say('asking');
  rows.push(...(await uncachedRows(services, size)));
  rows.push(await herdRow(services));
  say('asking again');
  rows.push(...(await cachedRows(services, size)));
  rows.push(plain('start of the api, built, database up', start, 's', 2));
  rows.push({
    name: 'memory of the api at the end of the load',
    ours: '',
    peer: '',
    ...judged(services.apiMemory(), { unit: 'MiB' }),
  });
  if (!size.quick) {
    say('waiting until the api has been idle for a minute');
    await sleep(60_000);
    rows.push(plain('memory of the api a minute after the load', services.apiMemory(), 'MiB', 250));
  }
  return rows;
}

function plain(name: string, figure: number, unit: 's' | 'MiB', atMost: number): BenchRow {
  return { name, ours: '', peer: '', ...judged(figure, { atMost, unit }) };
}

/** A progress line whenever a tenth of `total` has been added, or at most every five seconds where nobody knows the total. */
function everyTenth(total: number, before: string, after: string): (done: number) => void {
  let shown = 0;
  let at = 0;
  return (done) => {
    if (Number.isFinite(total) ? done - shown < total / 10 : performance.now() - at < 5_000) return;
    shown = done;
    at = performance.now();
    say(`${before} ${done.toLocaleString('en')} ${after}`);
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
