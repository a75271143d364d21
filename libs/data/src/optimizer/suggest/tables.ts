import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Filter } from '../../query/metric-query';
import type { TableScan } from '../../store/explain/table-scans';
import type { StatementStatistics } from '../statistics/statement-statistics';
import { counted, type Evidence, type Suggestion } from './suggestion';

/** Rows of series or groups that are read to be thrown away, before an index is worth its room. */
const MANY_REMOVED = 5_000;
/** The same for points, of which a scan reads many more in the same time. */
const MANY_POINTS_REMOVED = 100_000;
/** So many times as many rows are thrown away as used. */
const MOSTLY = 4;
/** An estimate this many times off is one of statistics that are old or not there. */
const FAR_OFF = 50;
const MANY_ROWS = 10_000;
const BLOCK_KB = 8;
const LEAST_MEMORY_MB = 8;
const MOST_MEMORY_MB = 1_024;

/**
 * What the database itself could do better, by its own plan and counts: statements for whoever administers it. Rows are those of all
 * organizations that share a table.
 */
export function suggestForTables(
  evidence: Evidence,
  statistics: StatementStatistics | undefined,
): Suggestion[] {
  const { scans } = evidence.explanation;
  return [
    ...scans.flatMap((scan) => indexOfDimension(scan, evidence.plan.where)),
    ...scans.flatMap(indexOfTime),
    ...scans.flatMap(oldStatistics),
    ...memory(evidence, statistics),
  ].filter(
    // Parts of one statement may meet the same table.
    ({ sql }, index, all) => all.findIndex((each) => each.sql === sql) === index,
  );
}

/** Series and groups are found by metric or grouping; which of them pass a filter is then seen row by row. */
function indexOfDimension({ table, rows, removed }: TableScan, where: readonly Filter[]): Suggestion[] {
  const key = { series: 'metric_id', grp: 'grouping_id' }[table];
  const dimension = where.find(
    (filter) => 'dimension' in filter && (filter.operator === 'eq' || filter.operator === 'in'),
  );
  if (!key || !dimension || !('dimension' in dimension)) return [];
  if (removed < MANY_REMOVED || removed < rows * MOSTLY) return [];
  const name = escapeIdentifier(`${table}_${dimension.dimension.replaceAll(/\W/g, '_')}_index`.slice(0, 63));
  return [
    {
      kind: 'index',
      reason: `${counted(removed + rows, 'row')} of metrics.${table} were read to find ${counted(rows, 'row')} by ${dimension.dimension}. An index on that dimension finds them at once.`,
      sql: `CREATE INDEX CONCURRENTLY ${name} ON metrics.${table} (${key}, (dims ->> ${escapeLiteral(dimension.dimension)}))`,
      speedUp: Math.round((10 * (removed + rows)) / Math.max(1, rows)) / 10,
    },
  ];
}

/** A whole partition that was read for a part of its time. */
function indexOfTime({ table, node, rows, removed }: TableScan): Suggestion[] {
  if (!/^points_\d{6}$/.test(table) || node !== 'Seq Scan') return [];
  if (removed < MANY_POINTS_REMOVED || removed < rows * MOSTLY) return [];
  return [
    {
      kind: 'index',
      reason: `All of the partition metrics.${table} was read, ${counted(removed + rows, 'point')}, for the ${counted(rows, 'point')} of a part of its month. A block range index on time lets it skip the rest; it takes a few pages, and helps as far as points come in roughly in the order of their time.`,
      sql: `CREATE INDEX CONCURRENTLY ${escapeIdentifier(`${table}_ts_brin`)} ON metrics.${table} USING brin (ts)`,
      speedUp: Math.round((10 * (removed + rows)) / Math.max(1, rows)) / 10,
    },
  ];
}

function oldStatistics({ table, rows, expected }: TableScan): Suggestion[] {
  const [less, more] = [Math.min(rows, expected), Math.max(rows, expected)];
  if (more < MANY_ROWS || more < Math.max(1, less) * FAR_OFF || !/^(points|rollup)_/.test(table)) return [];
  return [
    {
      kind: 'statistics',
      reason: `The database expected ${counted(expected, 'row')} of metrics.${table} and met ${counted(rows, 'row')}: it chooses plans by statistics that are old or not there.`,
      sql: `ANALYZE metrics.${escapeIdentifier(table)}`,
    },
  ];
}

function memory({ explanation }: Evidence, statistics: StatementStatistics | undefined): Suggestion[] {
  const written = statistics && statistics.calls > 0 ? statistics.tempBlocksWritten / statistics.calls : 0;
  const spilt = Math.max(0, ...explanation.spills.map(({ diskKb = 0 }) => diskKb));
  const kb = Math.max(spilt, written * BLOCK_KB);
  const [spill] = explanation.spills;
  if (kb === 0 && !spill) return [];
  // What is sorted in memory takes about twice the room that it takes on disk.
  const megabytes = Math.min(
    MOST_MEMORY_MB,
    Math.max(LEAST_MEMORY_MB, 2 ** Math.ceil(Math.log2((2 * kb) / 1_024))),
  );
  const seen = spill
    ? `The step ${spill.node} did not fit into work_mem and went through files${kb > 0 ? ` of ${counted(kb, 'kB').replace(/s$/, '')}` : ''}`
    : `In ${counted(statistics?.calls ?? 0, 'run')} this statement wrote ${counted(kb, 'kB').replace(/s$/, '')} of temporary files each, as pg_stat_statements says`;
  return [
    {
      kind: 'memory',
      reason: `${seen}. With ${megabytes} MB it stays in memory; every step of every statement may take so much.`,
      sql: `ALTER ROLE CURRENT_USER SET work_mem = '${megabytes}MB'`,
    },
  ];
}
