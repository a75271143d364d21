import { type BenchRow, inTurns, judged, written } from './measure';
import { QUESTIONS, UNCOVERED } from './questions';
import type { BenchServices } from './services';

/** What explaining a question takes beside answering it, from rollups and from points. */
export async function* explainRows(services: BenchServices, times: number): AsyncGenerator<BenchRow> {
  const [{ body, name }] = QUESTIONS as [(typeof QUESTIONS)[number]];
  for (const [source, filters] of [
    ['rollups', []],
    ['no rollup', [UNCOVERED.filter]],
  ] as const) {
    let limit = 50_000;
    const ask = (path: string) => () => services.request('POST', path, { ...body, filters, limit: limit-- });
    const { ours, peer } = await inTurns(
      { times, concurrency: 1 },
      ask('/api/v1/data/query/explain'),
      ask('/api/v1/data/query'),
    );
    yield {
      name: `explain / the question itself, ${source}: ${name}`,
      ours: `${written(ours)} ms`,
      peer: `${written(peer)} ms`,
      ...judged(ours / peer, { unit: 'x' }),
    };
  }
}
