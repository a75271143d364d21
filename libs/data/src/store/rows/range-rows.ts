import type { StorePlan, StoreRange, StoreRow } from '../metric-store';
import type { Formula, Slot } from '../plan/read-plan';
import { secondsOf } from '../plan/seconds';
import { finite, tooManyRows } from './limits';
import { SketchSum, type StoredSketch } from './sketch-sum';

type Values = (number | null)[];

/** Where values of measures go: a row, or the totals. */
interface Target {
  bucket?: number;
  values: Values;
  /** By metric: sketches of one metric serve all of its percentiles. */
  sketches?: Map<number, { sum: SketchSum; slots: readonly Slot[] }>;
}

/** The rows of one range, brought together from the branches that answer its measures. */
export class RangeRows {
  private readonly targets = new Map<string, StoreRow & Target>();
  private readonly total: Target;

  constructor(
    private readonly plan: StorePlan,
    private readonly range: StoreRange,
  ) {
    this.total = { values: this.empty() };
  }

  row(bucket: number, groups: (string | null)[], other: boolean): Target {
    // No value holds the character 0.
    const key = `${bucket} ${other} ${groups.map((value) => (value === null ? 'n' : `v${value}`)).join('\0')}`;
    let target = this.targets.get(key);
    if (!target) {
      if (this.targets.size === this.plan.maxRows) throw tooManyRows(this.plan.maxRows);
      target = { bucket, groups, ...(other && { other: true as const }), values: this.empty() };
      this.targets.set(key, target);
    }
    return target;
  }

  totals(): Target {
    return this.total;
  }

  set(target: Target, slots: readonly Slot[], value: (column: number) => number | null): void {
    for (const { measure, formula } of slots) {
      const computed = this.compute(formula, target.bucket, value);
      if (computed !== undefined) target.values[measure] = finite(computed);
    }
  }

  addSketch(
    target: Target,
    metricId: number,
    slots: readonly Slot[],
    { lo, hi, sketch }: { lo: number; hi: number; sketch: StoredSketch },
  ): void {
    target.sketches ??= new Map();
    const entry = target.sketches.get(metricId) ?? { sum: new SketchSum(), slots };
    entry.sum.add(lo, hi, sketch);
    target.sketches.set(metricId, entry);
  }

  /** The rows, when all are read. */
  *finish(): Generator<StoreRow> {
    for (const target of this.targets.values()) {
      close(target);
      const { sketches: _sketches, ...row } = target;
      yield row;
    }
  }

  /** The rows so far; nothing more may come for them. */
  flush(): StoreRow[] {
    const rows = [...this.finish()];
    this.targets.clear();
    return rows;
  }

  finishTotals(): Values {
    close(this.total);
    return this.total.values;
  }

  private empty(): Values {
    return this.plan.measures.map(({ aggregation }) =>
      aggregation === 'count' || aggregation === 'countDistinct' ? 0 : null,
    );
  }

  /** Undefined where the columns are not of this row. */
  private compute(
    formula: Formula,
    bucket: number | undefined,
    value: (column: number) => number | null,
  ): number | null | undefined {
    if (formula.kind === 'quantile') return undefined;
    const first = value(formula.column);
    if (first === null) return undefined;
    if (formula.kind === 'ratio') return first / (value(formula.over) ?? 0);
    if (formula.kind === 'perSecond') {
      const seconds = secondsOf(this.range, bucket, this.plan.now);
      return seconds > 0 ? first / seconds : null;
    }
    return first;
  }
}

function close({ sketches, values }: Target): void {
  for (const { sum, slots } of sketches?.values() ?? []) {
    for (const { measure, formula } of slots) {
      if (formula.kind === 'quantile') values[measure] = finite(sum.quantile(formula.fraction));
    }
  }
}
