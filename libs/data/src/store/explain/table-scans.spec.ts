import { type PlanNode, spillsOf, tableScans } from './table-scans';

const node = (change: Partial<PlanNode>): PlanNode => ({
  'Node Type': 'Seq Scan',
  'Plan Rows': 10,
  'Total Cost': 1,
  'Actual Rows': 2,
  'Actual Loops': 3,
  ...change,
});

describe('tableScans', () => {
  it('counts rows of all loops, those thrown away by filters and rechecks too', () => {
    const root = node({
      'Node Type': 'Nested Loop',
      Plans: [
        node({
          'Relation Name': 'series',
          'Rows Removed by Filter': 5,
          'Rows Removed by Index Recheck': 1,
        }),
        node({ 'Relation Name': 'points_202601', 'Node Type': 'Index Only Scan', 'Index Name': 'pkey' }),
      ],
    });
    expect(tableScans(root)).toEqual([
      { table: 'series', node: 'Seq Scan', loops: 3, rows: 6, removed: 18, expected: 30 },
      {
        table: 'points_202601',
        node: 'Index Only Scan',
        index: 'pkey',
        loops: 3,
        rows: 6,
        removed: 0,
        expected: 30,
      },
    ]);
  });

  it('leaves out what was never begun, and takes what is expected of a statement that was not run', () => {
    expect(tableScans(node({ 'Relation Name': 'a', 'Actual Loops': 0 }))).toEqual([]);
    const planned: PlanNode = {
      'Node Type': 'Seq Scan',
      'Relation Name': 'a',
      'Plan Rows': 10,
      'Total Cost': 1,
    };
    expect(tableScans(planned)).toMatchObject([{ rows: 10, removed: 0, loops: 1 }]);
  });
});

describe('spillsOf', () => {
  it('finds sorts, aggregates and hashes that went through files', () => {
    const root = node({
      'Node Type': 'Sort',
      'Sort Space Type': 'Disk',
      'Sort Space Used': 3_000,
      Plans: [
        node({ 'Node Type': 'Aggregate', 'Disk Usage': 64, Plans: [node({ 'Sort Space Type': 'Memory' })] }),
        node({ 'Node Type': 'Hash', 'Hash Batches': 4 }),
        node({ 'Node Type': 'Hash', 'Hash Batches': 1 }),
      ],
    });
    expect(spillsOf(root)).toEqual([
      { node: 'Sort', diskKb: 3_000 },
      { node: 'Aggregate', diskKb: 64 },
      { node: 'Hash' },
    ]);
  });
});
