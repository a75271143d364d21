import { setImmediate } from 'node:timers/promises';
import { SourceError, type SourceValue } from '@app/sources';
import type { StoreAnswer, StorePlan, StoreRange, StoreRow } from '../store/metric-store';
import { secondsOf } from '../store/plan/seconds';
import { beyondDouble, tooManyRows } from '../store/rows/limits';
import { emptyValues, groupKey } from '../query/answer/table';
import type { Branch } from './compile/branch';
import { type CompiledPlan, OTHER_GROUP } from './compile/compile-plan';
import type { SqlDialect } from './dialect/sql-dialect';

const ROWS_PER_TURN = 5_000;

type Answered = Pick<StoreAnswer, 'rows' | 'totals' | 'previous'>;

/**
 * Brings the rows of the branches together: one row per bucket and group, with a value per measure.
 * @throws AppError LIMIT_EXCEEDED; SourceError invalid where a server answers something else than it was asked
 */
export async function readAnswer(
  given: readonly SourceValue[][],
  compiled: CompiledPlan,
  { plan, dialect }: { plan: StorePlan; dialect: SqlDialect },
): Promise<Answered> {
  if (given.length > compiled.maxRows) throw tooManyRows(plan.maxRows);
  const ranges = compiled.ranges.map((range) => new AnsweredRange(plan, range, dialect));
  for (const [index, row] of given.entries()) {
    if (index % ROWS_PER_TURN === ROWS_PER_TURN - 1) await setImmediate();
    const tag = Number(row[0]);
    const branch = Number.isInteger(tag) ? compiled.branches[tag >> 2] : undefined;
    const range = ranges[(tag >> 1) & 1];
    if (!branch || !range) throw new SourceError('invalid');
    range.add(row, branch, (tag & 1) === 1);
  }
  const [main, previous] = ranges.map((range) => range.answer());
  return { ...(main as Answered), ...(previous && { previous }) };
}

class AnsweredRange {
  private readonly rows = new Map<string, StoreRow>();
  private readonly empty: readonly (number | null)[];
  private readonly totals: (number | null)[];

  constructor(
    private readonly plan: StorePlan,
    private readonly range: StoreRange,
    private readonly dialect: SqlDialect,
  ) {
    this.empty = emptyValues(plan.measures);
    this.totals = [...this.empty];
  }

  add(row: readonly SourceValue[], branch: Branch, isTotal: boolean): void {
    const firstValue = 2 + this.plan.groupBy.length;
    const columns = row.slice(firstValue).map(numberOf);
    // Nothing at all: the totals of no rows.
    if (!columns[0]) return;
    const bucket = isTotal ? undefined : Number(row[1]);
    if (bucket !== undefined && !this.hasBucket(bucket)) throw new SourceError('invalid');
    const values =
      bucket === undefined ? this.totals : this.values(bucket, row.slice(2, firstValue).map(String));
    for (const { measure, aggregate, per } of branch.slots) {
      const value = columns[aggregate] ?? null;
      // There are finite values, so that what is none is too large. MariaDB stops at the greatest double instead.
      if (value === null || !Number.isFinite(value) || Math.abs(value) === Number.MAX_VALUE)
        throw beyondDouble();
      const divisor = per === 'second' ? secondsOf(this.range, bucket, this.plan.now) : per ? columns[0] : 1;
      values[measure] = divisor > 0 ? value / divisor : null;
    }
  }

  answer(): Pick<StoreAnswer, 'rows' | 'totals'> {
    return { rows: [...this.rows.values()], ...(this.plan.totals && { totals: this.totals }) };
  }

  private hasBucket(bucket: number): boolean {
    return Number.isInteger(bucket) && bucket >= 0 && bucket < (this.range.buckets?.length ?? 1);
  }

  private values(bucket: number, groups: string[]): (number | null)[] {
    const key = `${bucket} ${groupKey({ groups })}`;
    let row = this.rows.get(key);
    if (!row) {
      if (this.rows.size === this.plan.maxRows) throw tooManyRows(this.plan.maxRows);
      const other = groups[0] === OTHER_GROUP;
      row = {
        bucket,
        groups: groups.map((group) => (other ? '$other' : this.labelOf(group))),
        ...(other && { other: true as const }),
        values: [...this.empty],
      };
      this.rows.set(key, row);
    }
    return row.values;
  }

  private labelOf(group: string): string | null {
    return group.startsWith('0') ? this.dialect.readGroup(group) : null;
  }
}

function numberOf(value: SourceValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
