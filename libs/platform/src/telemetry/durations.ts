import type { Family, Instrument, Measured, Sample, Taken } from './instrument';
import type { DurationSpec } from './measurements';
import { Reservoir } from './reservoir';

/** Different combinations of label values of one instrument; further ones are counted together. */
const MOST_CELLS = 1_000;
/** Durations of one instrument that one take holds at most. */
const SAMPLED = 100;
const OTHER = 'other';

/** One combination of label values. Keep it where it is used: an observation is then a few additions. */
export class DurationCell {
  /** By bucket, the last one above all bounds. */
  readonly buckets: Float64Array;
  /** Milliseconds. */
  sum = 0;
  count = 0;
  /** Of `count`, those that are stored as points. */
  kept = 0;

  constructor(
    readonly labels: Readonly<Record<string, string>>,
    private readonly bounds: readonly number[],
    private readonly sample: Reservoir<DurationCell>,
  ) {
    this.buckets = new Float64Array(bounds.length + 1);
  }

  observe(ms: number): void {
    let bucket = 0;
    while (bucket < this.bounds.length && ms > (this.bounds[bucket] as number)) bucket++;
    this.buckets[bucket]!++;
    this.sum += ms;
    this.count++;
    this.sample.add(this, ms);
  }
}

/** Counts and durations by label values. */
export class Durations implements Instrument {
  readonly name: string;
  private readonly cells = new Map<string, DurationCell>();
  private readonly sample = new Reservoir<DurationCell>(SAMPLED);
  private overflow: DurationCell | undefined;

  constructor(private readonly spec: DurationSpec) {
    this.name = spec.name;
  }

  /** The cell of these values, in the order of the labels. */
  cell(...values: string[]): DurationCell {
    const key = values.join('\n');
    const known = this.cells.get(key);
    if (known) return known;
    if (this.cells.size < MOST_CELLS) return this.add(key, values);
    this.overflow ??= this.add('', []);
    return this.overflow;
  }

  family(): Family {
    const { name, help } = this.spec;
    return { name, help, type: 'histogram', samples: [...this.cells.values()].flatMap(samplesOf(this.spec)) };
  }

  /** Cells where nothing happened give nothing. */
  take(): Taken {
    const { counts, durations } = this.spec;
    const taken = [...this.cells.values()].map((cell) => ({ cell, count: cell.count }));
    const measured: Measured[] = [
      ...taken
        .filter(({ cell, count }) => count > cell.kept)
        .map(({ cell, count }) => ({
          metric: counts.name,
          value: count - cell.kept,
          dimensions: cell.labels,
        })),
      ...this.sample
        .drain()
        .map(({ key, value }) => ({ metric: durations.name, value, dimensions: key.labels })),
    ];
    return {
      measured,
      keep: () => {
        for (const { cell, count } of taken) cell.kept = count;
      },
    };
  }

  private add(key: string, values: string[]): DurationCell {
    const labels = Object.fromEntries(
      this.spec.labels.map((label, index) => [label, values[index] ?? OTHER]),
    );
    const cell = new DurationCell(labels, this.spec.bounds, this.sample);
    this.cells.set(key, cell);
    return cell;
  }
}

/** Prometheus wants cumulative buckets, and seconds. */
function samplesOf({ bounds }: DurationSpec): (cell: DurationCell) => Sample[] {
  return ({ labels, buckets, sum, count }) => {
    let below = 0;
    const cumulative = bounds.map((bound, index) => {
      below += buckets[index] as number;
      return { suffix: '_bucket', labels: { ...labels, le: bound / 1_000 }, value: below };
    });
    return [
      ...cumulative,
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
      { suffix: '_sum', labels, value: sum / 1_000 },
      { suffix: '_count', labels, value: count },
    ];
  };
}
