import type { CatalogMetric } from '../../catalog/catalog-metric';
import type { Column, MeasureSpec, MetricQuery } from '../metric-query';

type Shape = Pick<MetricQuery, 'interval' | 'groupBy' | 'metrics' | 'share' | 'compare'>;

/** What `compare` adds to each measure's name. */
export const COMPARED = ['previous', 'delta', 'ratio'] as const;

/**
 * The columns of a query's answer: time if there is an interval, dimensions, measures, share, and for each measure what
 * `compare` adds.
 */
export function columnsOf(query: Shape, metrics: ReadonlyMap<string, CatalogMetric> = new Map()): Column[] {
  return [
    ...(query.interval ? [{ name: 'time', type: 'datetime' } as const] : []),
    ...query.groupBy.map((name) => ({ name, type: 'string' }) as const),
    ...numbersOf(query, metrics),
  ];
}

/** The columns of numbers alone, in the order of a row's values. */
export function numbersOf(
  { metrics: measures, share, compare }: Omit<Shape, 'interval' | 'groupBy'>,
  metrics: ReadonlyMap<string, CatalogMetric> = new Map(),
): Column[] {
  const number = (name: string, unit?: string): Column => ({ name, type: 'number', ...(unit && { unit }) });
  return [
    ...measures.map((measure) => number(measure.as, unitOf(measure, metrics))),
    ...(share ? [number('share')] : []),
    ...measures.flatMap((measure) =>
      compare
        ? COMPARED.map((what) =>
            number(`${measure.as}_${what}`, what === 'ratio' ? undefined : unitOf(measure, metrics)),
          )
        : [],
    ),
  ];
}

function unitOf(
  { metric, aggregation }: MeasureSpec,
  metrics: ReadonlyMap<string, CatalogMetric>,
): string | undefined {
  const unit = metrics.get(metric)?.unit;
  if (!unit || aggregation === 'count' || aggregation === 'countDistinct') return undefined;
  return aggregation === 'rate' ? `${unit}/s` : unit;
}
