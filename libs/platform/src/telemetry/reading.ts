import type { Family, Instrument, Measured, Taken } from './instrument';
import type { ReadingSpec } from './measurements';

/** One value and what it is of. */
export interface ReadValue {
  value: number;
  labels?: Readonly<Record<string, string>>;
}

/** Who reads: what is measured since the last reading is kept apart for each. */
export type Reader = 'prometheus' | 'points';

export type Read = (reader: Reader) => readonly ReadValue[] | Promise<readonly ReadValue[]>;

/** A gauge or counter whose value somebody else keeps. */
export class Reading implements Instrument {
  readonly name: string;
  private readonly kept = new Map<string, number>();

  constructor(
    private readonly spec: ReadingSpec,
    private readonly read: Read,
  ) {
    this.name = spec.name;
  }

  async family(): Promise<Family> {
    const { name, help, type } = this.spec;
    const values = await this.read('prometheus');
    return { name, help, type, samples: values.map(({ value, labels = {} }) => ({ labels, value })) };
  }

  /** A gauge gives all of its values, a counter what it has grown by. */
  async take(): Promise<Taken> {
    const { point, type } = this.spec;
    if (!point) return { measured: [], keep: () => {} };
    const values = await this.read('points');
    const scale = point.scale ?? 1;
    const measured: Measured[] = values.flatMap(({ value, labels = {} }) => {
      const grown = type === 'gauge' ? value : value - (this.kept.get(keyOf(labels)) ?? 0);
      if (type === 'counter' && grown <= 0) return [];
      return [{ metric: point.name, value: grown * scale, dimensions: labels }];
    });
    return {
      measured,
      keep: () => {
        if (type === 'gauge') return;
        for (const { value, labels = {} } of values) this.kept.set(keyOf(labels), value);
      },
    };
  }
}

function keyOf(labels: Readonly<Record<string, string>>): string {
  return Object.values(labels).join('\n');
}
