import { gainOf, groupingWishes } from '../plan/grouping-wishes';
import type { PlanKnowledge } from '../plan/plan-read';
import type { StorePlan } from '../metric-store';
import type { Snapshot } from '../snapshot';
import type { GroupingWish, MissingGrouping } from './store-explanation';

interface Sizes {
  groups: number;
  filling: boolean;
  points: number;
  days: number;
  hours: number;
  minutes: number;
}

/** The groupings that a plan lacks and that would be used. */
export async function missingGroupings(
  plan: StorePlan,
  knowledge: PlanKnowledge,
  snapshot: Snapshot<unknown>,
): Promise<MissingGrouping[]> {
  const missing: MissingGrouping[] = [];
  for (const wish of groupingWishes(plan, knowledge.facts)) {
    // Reading sizes costs something: only where the least grouping there can be would help.
    if (!gainOf(plan, knowledge, wish, 1)) continue;
    const { groups, filling, ...filled } = await sizesOf(wish, snapshot);
    const cost = gainOf(plan, knowledge, wish, groups);
    if (cost) missing.push({ ...wish, groups, filling, cost, rows: rowsOf(filled, groups) });
  }
  return missing.toSorted((a, b) => b.cost.now - b.cost.after - (a.cost.now - a.cost.after));
}

/** The first number of the facts is of the wish, the others of the metric's total: its minutes of the last week, times its days. */
async function sizesOf({ metricId, dimensions }: GroupingWish, snapshot: Snapshot<unknown>): Promise<Sizes> {
  const values = dimensions.map((_, index) => `dims ->> ($2::text[])[${index + 1}]`);
  const [row] = await snapshot.query<
    [groups: number, filling: boolean, points: number, days: number, hours: number, minutes: number]
  >({
    text: `
      WITH total AS MATERIALIZED (
        SELECT g.id FROM metrics.grouping o JOIN metrics.grp g ON g.grouping_id = o.id WHERE o.metric_id = $1 AND o.dims = '{}'),
      whole AS MATERIALIZED (
        SELECT coalesce(sum(x.count), 0)::float8 AS points, count(*)::float8 AS days, max(x.bucket) - interval '6 days' AS week
        FROM total JOIN metrics.rollup_1d x ON x.grp_id = total.id),
      week AS MATERIALIZED (
        SELECT (SELECT count(*) FROM total JOIN metrics.rollup_1d x ON x.grp_id = total.id WHERE x.bucket >= w.week)::float8 AS days,
          (SELECT count(*) FROM total JOIN metrics.rollup_1h x ON x.grp_id = total.id WHERE x.bucket >= w.week)::float8 AS hours,
          (SELECT count(*) FROM total JOIN metrics.rollup_1m x ON x.grp_id = total.id WHERE x.bucket >= w.week)::float8 AS minutes
        FROM whole w)
      SELECT (SELECT count(*) FROM (SELECT DISTINCT ${values.join(', ')} FROM metrics.series WHERE metric_id = $1) d)::int,
        EXISTS (SELECT FROM metrics.grouping WHERE metric_id = $1 AND dims = $2 AND NOT ready),
        w.points, w.days, w.days * k.hours / greatest(k.days, 1), w.days * k.minutes / greatest(k.days, 1)
      FROM whole w, week k`,
    values: [metricId, dimensions],
  });
  const [groups = 1, filling = false, points = 0, days = 0, hours = 0, minutes = 0] = row ?? [];
  return { groups, filling, points, days, hours, minutes };
}

/**
 * How many rows a grouping's rollups would have: so many cells (groups times buckets that have points) as points thrown at random
 * hit at least once, `cells · (1 − e^(−points/cells))`, level by level.
 */
function rowsOf({ points, days, hours, minutes }: Omit<Sizes, 'groups' | 'filling'>, groups: number): number {
  const hit = (buckets: number): number => {
    const cells = buckets * groups;
    return cells === 0 ? 0 : cells * -Math.expm1(-points / cells);
  };
  return Math.round(hit(days) + hit(hours) + hit(minutes));
}
