import { counted, type QuestionEvidence, type Suggestion } from './suggestion';

/** So many partitions at the beginning of a range must be empty before it is worth a word. */
const MANY_EMPTY = 3;

/**
 * Monthly partitions at the beginning of a range in which the question found nothing. Only partitions that were searched by series count:
 * the rows of a whole scan are everybody's.
 */
export function suggestPartitions({ query, plan, explanation }: QuestionEvidence): Suggestion[] {
  const scans = explanation.scans.filter(({ table }) => /^points_\d{6}$/.test(table));
  const months = [...new Set(scans.map(({ table }) => table))].toSorted();
  const isEmpty = (month: string): boolean =>
    scans.every(({ table, rows, node }) => table !== month || (rows === 0 && node.includes('Index')));
  const first = months.findIndex((month) => !isEmpty(month));
  const used = months[first];
  if (first < MANY_EMPTY || used === undefined || query.compare) return [];
  const begin = new Date(Date.UTC(Number(used.slice(7, 11)), Number(used.slice(11)) - 1));
  if (begin.getTime() <= plan.from) return [];
  const [from, to] = [begin, new Date(plan.to)].map((at) => at.toISOString());
  return [
    {
      kind: 'partitioning',
      reason: `${counted(months.length, 'monthly partition')} of the points were searched, and the first ${first} (${months[0]} to ${months[first - 1]}) gave no row. A range that begins at ${from} leaves them out.`,
      request: {
        method: 'POST',
        path: '/api/v1/data/query',
        body: { ...query, timeRange: { from, to } },
      },
      speedUp: Math.round((10 * months.length) / (months.length - first)) / 10,
    },
  ];
}
