import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type BenchRow, judged, written } from './measure';
import { QUESTIONS, UNCOVERED } from './questions';
import type { BenchServices } from './services';

const HERD = 1_000;

/** 1,000 equal questions at once that nobody asked before: how many statements the database sees. */
export async function herdRow(services: BenchServices): Promise<BenchRow> {
  const client = new Client({ connectionString: services.databaseUrl });
  await client.connect();
  try {
    const [question] = QUESTIONS;
    const body = { ...question!.body, filters: [UNCOVERED.filter], limit: 9_999 };
    const before = await statements(client);
    const began = performance.now();
    let refused = 0;
    const ask = async (): Promise<unknown> => {
      for (;;) {
        try {
          return await services.request('POST', '/api/v1/data/query', body);
        } catch (error) {
          // As many connections at once may be more than the process takes: it says so, and a client comes again.
          if (!(error as Error).message.includes('OVERLOADED')) throw error;
          refused += 1;
          await sleep(1_000);
        }
      }
    };
    await Promise.all(Array.from({ length: HERD }, ask));
    const ms = performance.now() - began;
    const asked = (await statements(client)) - before;
    return {
      name: `${written(HERD)} equal cold questions at once: statements on points`,
      ours: `${written(asked)} in ${written(ms)} ms${refused > 0 ? `, ${refused} told to come again` : ''}`,
      peer: '',
      ...judged(asked, { atMost: 1, unit: '' }),
    };
  } finally {
    await client.end();
  }
}

/** Statements so far that read the points. Vitrine reads, then writes: what it stores of itself is left out. */
async function statements(client: Client): Promise<number> {
  const { rows } = await client.query<{ calls: string }>(
    `SELECT coalesce(sum(calls), 0) AS calls FROM pg_stat_statements
     WHERE query LIKE '%metrics.points%' AND query NOT ILIKE '%insert%' AND query NOT LIKE '%pg_stat_statements%'`,
  );
  return Number(rows[0]?.calls);
}
