import type { MissingGrouping } from '../../store/explain/store-explanation';
import { counted, type Evidence, listed, type SuggestedRollup, type Suggestion } from './suggestion';

/** What a row of a rollup takes on average, with its sketch and its part of the index. */
const BYTES_PER_ROW = 230;
/** Less gain than this is not worth the work of keeping rows. */
const LEAST_SPEED_UP = 1.5;

/** A rollup that is suggested, before it is known what else the catalogue says of the metric. */
export interface RollupSuggestion extends Suggestion {
  kind: 'rollup';
  rollup: SuggestedRollup;
}

/** Rollups that a metric does not keep and that would answer what it is asked. */
export function suggestRollups({ explanation, nameOf }: Evidence): RollupSuggestion[] {
  return explanation.missing.flatMap((missing) => {
    const { metricId, filling, cost } = missing;
    const speedUp = Math.round((10 * cost.now) / Math.max(1, cost.after)) / 10;
    if (filling || speedUp < LEAST_SPEED_UP) return [];
    const rollup = rollupOf(missing, nameOf(metricId));
    const used = explanation.parts.find((part) => part.metricId === metricId && part.grouping)?.grouping;
    return [{ kind: 'rollup', reason: reasonOf(missing, rollup, used), speedUp, rollup }];
  });
}

/** What a grouping would keep. */
export function rollupOf(missing: MissingGrouping, metric: string): SuggestedRollup {
  const { dimensions, groups, rows } = missing;
  return { metric, dimensions, groups, rows, bytes: rows * BYTES_PER_ROW };
}

function reasonOf({ cost }: MissingGrouping, rollup: SuggestedRollup, used: string[] | undefined): string {
  const { metric, dimensions, groups, rows, bytes } = rollup;
  const now = used
    ? `The least rollups of ${metric} that tell ${listed(dimensions)} apart are those by ${listed(used)}`
    : `No rollup of ${metric} tells ${listed(dimensions)} apart`;
  const costs = `the answer costs as much as reading ${counted(cost.now, 'point')}`;
  const then = `From rollups by ${listed(dimensions)} it would cost as much as reading ${counted(cost.after, 'point')}`;
  const room = `they would have ${counted(groups, 'combination')} of values and ${counted(rows, 'row')} by now, some ${sizeOf(bytes)}`;
  return `${now}: ${costs}. ${then}; ${room}.`;
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 100_000_000 ? 1 : 0)} MB`;
}
