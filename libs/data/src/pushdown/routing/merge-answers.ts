import { emptyValues, groupKey } from '../../query/answer/table';
import type { StoreAnswer, StorePlan, StoreRow } from '../../store/metric-store';
import { tooManyRows } from '../../store/rows/limits';

type Answered = Pick<StoreAnswer, 'rows' | 'totals'>;

/** What one place has answered. */
export interface PartAnswer {
  /** Which measures of the plan its values are. */
  indexes: readonly number[];
  answer: StoreAnswer;
  /** Its rows stand for the groups that `top` did not keep. */
  other?: true;
}

/**
 * One answer of what several places have answered: a row for each bucket and group that any of them has.
 * @throws AppError LIMIT_EXCEEDED when that makes more rows than the plan allows
 */
export function mergeAnswers(plan: StorePlan, parts: readonly PartAnswer[]): StoreAnswer {
  const errors = parts.flatMap(({ answer }) => answer.relativeError ?? []);
  const previous = plan.previous && merged(plan, parts, ({ previous: rows }) => rows ?? { rows: [] });
  return {
    ...merged(plan, parts, (answer) => answer),
    ...(previous && { previous }),
    source: [...new Set(parts.map(({ answer }) => answer.source))].join('+'),
    approximate: parts.some(({ answer }) => answer.approximate),
    ...(errors.length > 0 && { relativeError: Math.max(...errors) }),
  };
}

function merged(
  plan: StorePlan,
  parts: readonly PartAnswer[],
  of: (answer: StoreAnswer) => Answered,
): Answered {
  const rows = new Map<string, StoreRow>();
  const empty = emptyValues(plan.measures);
  const totals: (number | null)[] = [...empty];
  for (const { indexes, answer, other } of parts) {
    const own = of(answer);
    for (const { bucket, values, groups } of own.rows) {
      const shown = other ? plan.groupBy.map(() => '$other') : groups;
      const key = `${bucket} ${groupKey({ groups: shown, ...(other && { other }) })}`;
      let row = rows.get(key);
      if (!row) {
        if (rows.size === plan.maxRows) throw tooManyRows(plan.maxRows);
        row = { bucket, groups: shown, ...(other && { other }), values: [...empty] };
        rows.set(key, row);
      }
      place(row.values, values, indexes);
    }
    if (own.totals) place(totals, own.totals, indexes);
  }
  return { rows: [...rows.values()], ...(plan.totals && { totals }) };
}

function place(
  into: (number | null)[],
  values: readonly (number | null)[],
  indexes: readonly number[],
): void {
  for (const [place, index] of indexes.entries()) into[index] = values[place] ?? null;
}
