import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { batchIngest, singleIngest } from './bench/ingest-rows';
import { cachedAnswers } from './bench/cached-rows';
import type { BenchRow } from './bench/measure';
import { renderTable } from './bench/print-table';
import { uncachedQueries } from './bench/query-rows';
import { BenchServices } from './bench/services';

const USAGE = 'npm run bench -- [--quick]';
const RESULT = '.vitrine/bench.json';

/** Measures Vitrine against its limits on a database of its own and prints a table; the figures go to .vitrine/bench.json too. */
export async function main(args: string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== '--quick');
  if (unknown) throw new Error(`There is no option ${unknown}. Usage: ${USAGE}`);
  const quick = args.includes('--quick');
  const size = quick
    ? { points: 300_000, singles: 4_000, times: 7 }
    : { points: 5_000_000, singles: 20_000, times: 15 };
  say(
    `${size.points.toLocaleString('en')} points over 90 days, ${cpus().length} cores, Node ${process.version}`,
  );

  const services = await BenchServices.start();
  try {
    await services.startApi();
    await services.stopApi();
    const seconds = await services.startApi();
    const rows: BenchRow[] = [];
    let shown = 0;
    rows.push(
      await batchIngest(services, size.points, (done) => {
        if (done - shown < size.points / 10) return;
        shown = done;
        say(`stored ${done.toLocaleString('en')} points`);
      }),
    );
    rows.push(await singleIngest(services, size.singles));
    say('asking');
    await services.analyze();
    rows.push(...(await uncachedQueries(services, size.times)));
    rows.push(...(await cachedAnswers(services, quick ? 2 : 5)));
    rows.push(plain('start of the api, built, database up', seconds, 's', 2));
    rows.push(plain('memory of the api after the load', services.apiMemory(), 'MiB', 250));
    process.stdout.write(`\n${renderTable(rows)}\n`);
    mkdirSync('.vitrine', { recursive: true });
    writeFileSync(
      RESULT,
      `${JSON.stringify({ at: new Date().toISOString(), quick, ...size, rows }, null, 2)}\n`,
    );
    say(`written to ${RESULT}`);
  } finally {
    await services.stop();
  }
}

function plain(name: string, figure: number, unit: string, limit: number): BenchRow {
  const shown = `${figure.toFixed(unit === 's' ? 2 : 0)} ${unit}`;
  return { name, ours: shown, peer: '', figure, shown, target: `< ${limit} ${unit}`, pass: figure < limit };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
