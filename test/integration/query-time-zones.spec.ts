import { bucketBoundaries, type Interval } from '@app/data';
import { Client } from 'pg';
import { createDatabase } from '../support/test-database';

const YEARS = [1972, 1993, 2005, 2011, 2018, 2026];
const UNITS = [
  ['1d', 'day'],
  ['1w', 'week'],
  ['1mo', 'month'],
] as const satisfies [Interval, string][];

/** A bucket of ours and what PostgreSQL says of it. */
interface Difference {
  unit: string;
  year: number;
  start: string;
  postgres: string;
}

describe("Buckets against PostgreSQL's own calendar", () => {
  let client: Client;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query("SET timezone TO 'UTC'");
  });

  afterAll(async () => {
    await client.end();
    await drop();
  });

  it('are the same days, weeks and months in every zone that both know', async () => {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM pg_timezone_names');
    const theirs = new Set(rows.map(({ name }) => name));
    const zones = Intl.supportedValuesOf('timeZone');
    const common = zones.filter((zone) => theirs.has(zone));
    const skipped: string[] = zones
      .filter((zone) => !theirs.has(zone))
      .map((zone) => `${zone} (unknown to PostgreSQL)`);
    const wrong: string[] = [];
    for (const zone of common) {
      const differences = await differencesOf(zone);
      for (const year of new Set(differences.map((difference) => difference.year))) {
        if (await databasesDiffer(zone, year)) skipped.push(`${zone} ${year}`);
        else
          wrong.push(
            ...differences.filter((one) => one.year === year).map((one) => `${zone} ${JSON.stringify(one)}`),
          );
      }
    }
    if (skipped.length > 0)
      console.info(`The tz databases of Node and PostgreSQL differ, not compared: ${skipped.join(', ')}`);
    expect(wrong).toEqual([]);
    expect(common.length).toBeGreaterThan(300);
    expect(skipped.length).toBeLessThan(common.length * YEARS.length * 0.1);
  }, 300_000);

  /**
   * Buckets that PostgreSQL's clock does not confirm: the second before must show an earlier unit, the first and the last
   * second must show the same one, and date_trunc must give the bucket's start. date_trunc names another instant where
   * the clock skipped the start of the unit (ours is then the first instant after the gap), or showed it twice (then
   * PostgreSQL takes the second time and we the first).
   */
  async function differencesOf(zone: string): Promise<Difference[]> {
    const differences: Difference[] = [];
    for (const [interval, unit] of UNITS) {
      const starts = YEARS.flatMap((year) => {
        const [from, to] = [new Date(Date.UTC(year, 0, 1)), new Date(Date.UTC(year + 1, 0, 1))];
        const boundaries = bucketBoundaries(from, to, interval, zone, 'monday').slice(1, -1).map(Number);
        return boundaries
          .slice(0, -1)
          .map((start, index) => [start, boundaries[index + 1] as number] as const);
      });
      const { rows } = await client.query<{ start: Date; postgres: Date }>(
        `SELECT start, truncated AS postgres
           FROM unnest($2::float8[], $3::float8[]) AS bucket(b, e),
             LATERAL (SELECT to_timestamp(b / 1000.0) AS start,
                             date_trunc($1, to_timestamp(b / 1000.0), $4) AS truncated,
                             to_timestamp(b / 1000.0) AT TIME ZONE $4 AS first,
                             (to_timestamp(b / 1000.0) - interval '1 s') AT TIME ZONE $4 AS before,
                             (to_timestamp(e / 1000.0) - interval '1 s') AT TIME ZONE $4 AS last) AS local
           WHERE date_trunc($1, before) >= date_trunc($1, first)
              OR date_trunc($1, first) <> date_trunc($1, last) AND first - before <= interval '1 s'
              OR truncated <> start
                AND NOT (first - before > interval '1 s')
                AND NOT (truncated > start AND truncated AT TIME ZONE $4 = first)`,
        [unit, starts.map(([start]) => start), starts.map(([, end]) => end), zone],
      );
      differences.push(
        ...rows.map(({ start, postgres }) => ({
          unit,
          year: start.getUTCFullYear(),
          start: start.toISOString(),
          postgres: postgres.toISOString(),
        })),
      );
    }
    return differences;
  }

  async function databasesDiffer(zone: string, year: number): Promise<boolean> {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    const hours = Array.from({ length: 366 * 24 }, (_, hour) => Date.UTC(year, 0, 1, hour));
    const { rows } = await client.query<{ offset: number }>(
      `SELECT extract(epoch FROM (to_timestamp(t / 1000.0) AT TIME ZONE $2) - (to_timestamp(t / 1000.0) AT TIME ZONE 'UTC'))::float8 AS offset
       FROM unnest($1::float8[]) WITH ORDINALITY AS hour(t, n) ORDER BY n`,
      [hours, zone],
    );
    return hours.some((hour, index) => secondsOf(format.format(hour)) !== rows[index]?.offset);
  }
});

function secondsOf(text: string): number {
  const [, sign, hours, minutes, seconds = '0'] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds));
}
