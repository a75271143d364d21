import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A database of the test's own, as its administrator sees it. Its database is called `shop`; `reader` may read `weather` and nothing else. */
export interface SourceServer {
  version: string;
  /** What a user gives Vitrine to connect as `reader`. */
  connection: Record<string, unknown>;
  /** Where it speaks TLS, with a certificate for `localhost` and 127.0.0.1 that only `ca` makes believable. */
  tls: { port: number; ca: string };
  /** Runs statements as the administrator; answers the rows of the last one as text, columns apart by tabs. */
  run(sql: string): Promise<string[]>;
  /** Texts of the statements that the server is running for `reader`. */
  running(): Promise<string[]>;
  /** Ends all connections of `reader`, as a restart of the server does. */
  disconnect(): Promise<void>;
  stop(): Promise<void>;
}

export const READER_PASSWORD = "rea'der p@ss";
const FILE = join(__dirname, '../../../node_modules/vega-datasets/data/seattle-weather.csv');

/** The weather of Seattle from 2012 to 2015 (vega-datasets), as rows of SQL literals: day, precipitation, highest, lowest, wind, weather. */
export function weatherRows(): string[] {
  const [, ...lines] = readFileSync(FILE, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [date, precipitation, highest, lowest, wind, weather] = line.trim().split(',');
    return `('${date}', ${precipitation}, ${highest}, ${lowest}, ${wind}, '${weather}')`;
  });
}

/** What is said where a program is missing, and whether its suite runs all the same: to fail, under REQUIRE_ALL=1. */
export function runnable(what: string, available: boolean, install: string): boolean {
  if (available || process.env.REQUIRE_ALL === '1') return true;
  process.stderr.write(`SKIPPED sources on ${what}: no ${what} (${install}).\n`);
  return false;
}
