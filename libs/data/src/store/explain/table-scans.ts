/** A node of a plan as `EXPLAIN (FORMAT JSON)` shows it. Numbers of rows are means of all loops. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Plan Rows': number;
  'Total Cost': number;
  /** Only of a statement that was run, as are all that follow. */
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Sort Space Type'?: string;
  'Sort Space Used'?: number;
  'Disk Usage'?: number;
  'Hash Batches'?: number;
  'Peak Memory Usage'?: number;
  Plans?: PlanNode[];
}

/** How a table, an index of it or a partition was read. Rows are those of whoever has rows in that table. */
export interface TableScan {
  table: string;
  /** `Seq Scan`, `Index Only Scan`, … */
  node: string;
  index?: string;
  /** How often it was begun. */
  loops: number;
  /** Rows that it gave, over all loops. */
  rows: number;
  /** Rows that it read and threw away, over all loops. */
  removed: number;
  /** Rows that the database expected, over all loops. */
  expected: number;
}

/** Work that did not fit into the memory of one step (`work_mem`) and went through files. */
export interface Spill {
  node: string;
  /** kB on disk; undefined where the database does not tell. */
  diskKb?: number;
}

/** Every scan of a table that was begun, in the order of the plan; those of a statement that was not run with what is expected. */
export function tableScans(root: PlanNode): TableScan[] {
  return nodesOf(root).flatMap((node) => {
    const table = node['Relation Name'];
    const loops = node['Actual Loops'] ?? 1;
    if (table === undefined || loops === 0) return [];
    const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
    return [
      {
        table,
        node: node['Node Type'],
        ...(node['Index Name'] !== undefined && { index: node['Index Name'] }),
        loops,
        rows: Math.round((node['Actual Rows'] ?? node['Plan Rows']) * loops),
        removed: Math.round(removed * loops),
        expected: Math.round(node['Plan Rows'] * loops),
      },
    ];
  });
}

/** Every step that used files. */
export function spillsOf(root: PlanNode): Spill[] {
  return nodesOf(root).flatMap((node) => {
    const name = node['Node Type'];
    if (node['Sort Space Type'] === 'Disk') return [{ node: name, diskKb: node['Sort Space Used'] ?? 0 }];
    if (node['Disk Usage']) return [{ node: name, diskKb: node['Disk Usage'] }];
    return (node['Hash Batches'] ?? 1) > 1 ? [{ node: name }] : [];
  });
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
