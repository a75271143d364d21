import { seededRandom } from './random';

export interface BenchPoint {
  metric: string;
  value: number;
  /** ISO 8601 UTC. */
  timestamp: string;
  dimensions: Record<string, string>;
}

const SEED = 20_261_123;
const DAYS = 90;
const END = Date.UTC(2026, 9, 1);
const START = END - DAYS * 86_400_000;
const REGIONS = ['emea', 'amer', 'apac', 'latam', 'anz'];
const CATEGORIES = ['sales', 'returns', 'support', 'ads', 'search', 'email', 'social', 'direct'];
const PRODUCTS = 500;
/** The metrics of the workload. */
export const METRICS = [
  'revenue',
  'orders',
  'latency_ms',
  'visits',
  'errors',
  'cost',
  'refunds',
  'temperature',
];

/** The range that the workload covers: 90 days. */
export const RANGE = { from: new Date(START).toISOString(), to: new Date(END).toISOString() };

/**
 * Deterministic points in time order: 8 metrics, 5 regions, 500 products with a heavy tail (Zipf-like) that belong to 8
 * categories (20,000 series), values with a daily wave. `total` points over 90 days.
 */
export function* workload(total: number): Generator<BenchPoint> {
  const random = seededRandom(SEED);
  const step = (END - START) / total;
  for (let i = 0; i < total; i++) {
    const at = START + i * step;
    const wave = 1 + 0.5 * Math.sin((at / 86_400_000) * 2 * Math.PI);
    const product = Math.floor(PRODUCTS * random() ** 3);
    yield {
      metric: pick(METRICS, random()),
      value: Math.round(wave * 10_000 * random() ** 2) / 100,
      timestamp: new Date(Math.floor(at)).toISOString(),
      dimensions: {
        region: pick(REGIONS, random()),
        category: CATEGORIES[product % CATEGORIES.length] ?? '',
        product: `p${product}`,
      },
    };
  }
}

/** A point of each series that the workload can have, at its beginning. */
export function* everySeries(): Generator<BenchPoint> {
  for (const metric of METRICS) {
    for (const region of REGIONS) {
      for (let product = 0; product < PRODUCTS; product++) {
        const category = CATEGORIES[product % CATEGORIES.length] ?? '';
        yield {
          metric,
          value: 1,
          timestamp: RANGE.from,
          dimensions: { region, category, product: `p${product}` },
        };
      }
    }
  }
}

/** Cuts points into batches of `size`. */
export function* batches(points: Iterable<BenchPoint>, size: number): Generator<BenchPoint[]> {
  let batch: BenchPoint[] = [];
  for (const point of points) {
    batch.push(point);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function pick(values: string[], at: number): string {
  return values[Math.floor(at * values.length)] ?? '';
}
