import type { ReadPlan } from '../plan/read-plan';
import { sourceName } from '../plan/source-name';
import type { ExplainedPart, StoreExplanation } from './store-explanation';

/** A node of a plan as `EXPLAIN (FORMAT JSON)` shows it. */
interface PlanNode {
  'Relation Name'?: string;
  'Plan Rows': number;
  'Total Cost': number;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

type Explained = [{ Plan: PlanNode; 'Planning Time': number; 'Execution Time': number }];

const PARTITION = /^points_/;

/** @param explained the answer of `EXPLAIN (ANALYZE, FORMAT JSON)`; undefined when there was nothing to read */
export function readExplanation(
  read: ReadPlan,
  statement: { text: string } | undefined,
  explained: unknown,
): StoreExplanation {
  const [root] = (explained ?? []) as Partial<Explained>;
  return {
    source: sourceName(read),
    approximate: read.branches.some(({ kind }) => kind === 'sketch'),
    parts: partsOf(read),
    partitions: root ? [...new Set(partitionsOf(root.Plan))].toSorted() : [],
    ...(statement && { statement: statement.text }),
    ...(root && {
      estimated: { rows: root.Plan['Plan Rows'], cost: root.Plan['Total Cost'] },
      actual: {
        rows: root.Plan['Actual Rows'] * root.Plan['Actual Loops'],
        planningMs: root['Planning Time'],
        executionMs: root['Execution Time'],
      },
    }),
  };
}

function partsOf({ branches }: ReadPlan): ExplainedPart[] {
  return branches.flatMap(({ metrics, segments: [segments = [], previous] }) =>
    metrics.map(({ metricId, grouping, slots }) => ({
      metricId,
      measures: slots.map(({ measure }) => measure),
      ...(grouping && { grouping: [...grouping.dims] }),
      segments,
      ...(previous && { previous }),
    })),
  );
}

/** Partitions that were read; those that were pruned or never reached are not among them. */
function partitionsOf(node: PlanNode): string[] {
  const own = node['Relation Name'];
  const below = (node.Plans ?? []).flatMap(partitionsOf);
  return own && PARTITION.test(own) && node['Actual Loops'] > 0 ? [own, ...below] : below;
}
