import type { StoreExplanation } from '../../store/explain/store-explanation';
import type { StorePlan } from '../../store/metric-store';
import { counted } from '../suggest/suggestion';
import type { ToldScope } from '../what-may-be-told';

/** Why there is nothing to suggest. */
export function nothingToSuggest(scope: ToldScope, plan: StorePlan, explanation: StoreExplanation): string {
  const { parts, source, actual, missing } = explanation;
  if (plan.measures.length > 0 && plan.measures.every((measure) => measure.source))
    return 'A data source answers: what would make it faster lies there, such as an index on the column of the time.';
  if (parts.length === 0) return 'There is nothing to read: no point can pass the filters.';
  if (scope === 'policy') {
    return 'Nothing in how the question is asked makes it dear. What would depend on points that your data policy hides is not told.';
  }
  if (missing.some(({ filling }) => filling)) {
    return 'The rollups that would help were asked for and are being filled; they answer as soon as they are ready.';
  }
  const rows = actual ? `, and gave ${counted(actual.rows, 'row')}` : '';
  if (parts.every(({ grouping }) => grouping)) {
    return `Rollups (${source}) answer all of it${rows}: no other rollup would be read faster by half.`;
  }
  const days = Math.max(1, Math.round((plan.to - plan.from) / 86_400_000));
  return `The points of ${counted(days, 'day')} are so few, as far as is known, that rollups or indexes would not be read notably faster${rows}.`;
}
