import type { TableScan } from '../../store/explain/table-scans';
import type { StatementStatistics } from '../statistics/statement-statistics';
import type { Evidence } from './suggestion';
import { suggestForTables } from './tables';

const scan = (change: Partial<TableScan>): TableScan => ({
  table: 'points_202601',
  node: 'Seq Scan',
  loops: 1,
  rows: 100,
  removed: 0,
  expected: 100,
  ...change,
});

function evidence(change: Partial<Evidence['explanation']>, where: Evidence['plan']['where'] = []): Evidence {
  return {
    plan: { organizationId: 'o', measures: [], from: 0, to: 1, groupBy: [], where, maxRows: 1 },
    explanation: {
      source: 'raw',
      approximate: false,
      parts: [],
      partitions: [],
      scans: [],
      spills: [],
      missing: [],
      ...change,
    },
    nameOf: String,
  };
}

const statistics = (tempBlocksWritten: number): StatementStatistics => ({
  calls: 10,
  totalMs: 1,
  meanMs: 1,
  maxMs: 1,
  rows: 1,
  blocksRead: 0,
  tempBlocksWritten,
});

describe('suggestForTables', () => {
  it('suggests nothing where nothing is wrong', () => {
    expect(suggestForTables(evidence({ scans: [scan({})] }), statistics(0))).toEqual([]);
    expect(suggestForTables(evidence({}), undefined)).toEqual([]);
  });

  it('suggests a block range index where a partition is read whole for a part of its month', () => {
    const whole = scan({ rows: 120_000, removed: 4_000_000, expected: 120_000 });
    const [index, ...others] = suggestForTables(evidence({ scans: [whole, whole] }), undefined);
    expect(others).toEqual([]);
    expect(index).toMatchObject({
      kind: 'index',
      sql: 'CREATE INDEX CONCURRENTLY "points_202601_ts_brin" ON metrics.points_202601 USING brin (ts)',
    });
    expect(index?.reason).toContain('4,120,000 points, for the 120,000 points');
    expect(suggestForTables(evidence({ scans: [{ ...whole, node: 'Index Only Scan' }] }), undefined)).toEqual(
      [],
    );
    expect(
      suggestForTables(evidence({ scans: [{ ...whole, rows: 3_000_000 }] }), undefined),
    ).not.toContainEqual(expect.objectContaining({ kind: 'index' }));
  });

  it('names the dimension that series are filtered by, whatever it is called', () => {
    const series = scan({ table: 'series', node: 'Index Scan', rows: 3, removed: 9_997 });
    const where = [{ dimension: "o'host", operator: 'eq' as const, values: ['x'] }];
    expect(suggestForTables(evidence({ scans: [series] }, where), undefined)).toMatchObject([
      {
        kind: 'index',
        sql: `CREATE INDEX CONCURRENTLY "series_o_host_index" ON metrics.series (metric_id, (dims ->> 'o''host'))`,
      },
    ]);
    const contains = [{ dimension: 'host', operator: 'contains' as const, values: ['x'] }];
    expect(suggestForTables(evidence({ scans: [series] }, contains), undefined)).toEqual([]);
  });

  it('suggests to analyze a table of which the database expects something else', () => {
    const scans = [
      scan({ rows: 1_000_000, expected: 120 }),
      scan({ table: 'rollup_1d', rows: 1, expected: 1 }),
    ];
    expect(suggestForTables(evidence({ scans }), undefined)).toMatchObject([
      { kind: 'statistics', sql: 'ANALYZE metrics."points_202601"' },
    ]);
  });

  it('suggests memory for what went through files, now or before', () => {
    const now = evidence({ spills: [{ node: 'Sort', diskKb: 30_000 }] });
    expect(suggestForTables(now, undefined)).toMatchObject([
      { kind: 'memory', sql: "ALTER ROLE CURRENT_USER SET work_mem = '64MB'" },
    ]);
    const [before] = suggestForTables(evidence({}), statistics(10_000));
    expect(before?.reason).toMatch(/10 runs.+8,000 kB of temporary files each/);
    expect(before?.sql).toContain("'16MB'");
  });
});
