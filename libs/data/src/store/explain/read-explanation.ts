import type { ReadPlan } from '../plan/read-plan';
import { sourceName } from '../plan/source-name';
import type { ExplainedPart, StoreExplanation } from './store-explanation';
import { type PlanNode, spillsOf, tableScans } from './table-scans';

type Explained = [{ Plan: PlanNode; 'Planning Time'?: number; 'Execution Time'?: number }];

const PARTITION = /^points_/;
/** Larger than what a number of JSON holds in JavaScript: taken from the text. */
const QUERY_ID = /"Query Identifier": (-?\d+)/;

/**
 * @param explained the text of the answer of `EXPLAIN (VERBOSE, FORMAT JSON)`, with ANALYZE or without; undefined when there was nothing
 *   to read
 * @param clean how the plan would be read if nothing were dirty
 */
export function readExplanation(
  read: ReadPlan,
  clean: ReadPlan,
  statement: { text: string } | undefined,
  explained: string | undefined,
): Omit<StoreExplanation, 'missing'> {
  const [root] = (explained === undefined ? [] : JSON.parse(explained)) as Partial<Explained>;
  const scans = root ? tableScans(root.Plan) : [];
  const queryId = explained === undefined ? undefined : QUERY_ID.exec(explained)?.[1];
  const took = root?.['Execution Time'];
  return {
    source: sourceName(read),
    approximate: read.branches.some(({ kind }) => kind === 'sketch'),
    parts: partsOf(read, clean),
    // Those that were pruned or never reached are not among them.
    partitions: [...new Set(scans.map(({ table }) => table))]
      .filter((name) => PARTITION.test(name))
      .toSorted(),
    ...(statement && { statement: statement.text }),
    ...(root && { estimated: { rows: root.Plan['Plan Rows'], cost: root.Plan['Total Cost'] } }),
    ...(root &&
      took !== undefined && {
        actual: {
          rows: (root.Plan['Actual Rows'] ?? 0) * (root.Plan['Actual Loops'] ?? 0),
          planningMs: root['Planning Time'] ?? 0,
          executionMs: took,
        },
      }),
    scans,
    spills: root ? spillsOf(root.Plan) : [],
    ...(queryId !== undefined && { queryId }),
  };
}

function partsOf(read: ReadPlan, clean: ReadPlan): ExplainedPart[] {
  const whenClean = new Map(explained(clean).map((part) => [nameOf(part), part.segments]));
  return explained(read).map((part) => {
    const other = whenClean.get(nameOf(part));
    const isSame = other === undefined || JSON.stringify(other) === JSON.stringify(part.segments);
    return isSame ? part : { ...part, whenClean: other };
  });
}

function nameOf({ metricId, measures }: ExplainedPart): string {
  return JSON.stringify([metricId, measures]);
}

function explained({ branches }: ReadPlan): ExplainedPart[] {
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
