import { AGGREGATIONS, type MeasureSpec } from '../metric-query';
import { type QueryErrors, shown } from './query-errors';
import type { QueryLimits } from '../query-limits';
import { type JsonObject, readList, readFlag, readName, readObject, readWord } from './read-json';

const PROPERTIES = ['metric', 'aggregation', 'percentile', 'exact', 'dimension', 'as'] as const;

type Unnamed = Omit<MeasureSpec, 'as'> & { as?: string };

/**
 * Reads `metrics` and names each column: `as`, else the metric, else `metric_aggregation` when the metric comes twice.
 */
export function parseMeasures(input: unknown, limits: QueryLimits, errors: QueryErrors): MeasureSpec[] {
  if (input === undefined || (Array.isArray(input) && input.length < limits.leastMetrics)) {
    errors.add('/metrics', `must name at least one metric; given is ${shown(input)}`);
    return [];
  }
  const items = readList(input, limits.metrics, '/metrics', errors);
  const measures = items.map((item, index) => parseMeasure(item, `/metrics/${index}`, limits, errors));
  const uses = new Map<string, number>();
  for (const measure of measures) {
    if (measure) uses.set(measure.metric, (uses.get(measure.metric) ?? 0) + 1);
  }
  return measures.flatMap((measure) => {
    if (!measure) return [];
    const { metric, aggregation } = measure;
    return [
      { ...measure, as: measure.as ?? ((uses.get(metric) ?? 0) > 1 ? `${metric}_${aggregation}` : metric) },
    ];
  });
}

function parseMeasure(
  item: unknown,
  pointer: string,
  limits: QueryLimits,
  errors: QueryErrors,
): Unnamed | undefined {
  const before = errors.count;
  const object = readObject(item, PROPERTIES, pointer, errors);
  if (!object) return undefined;
  const metric = readName(object.metric, limits.nameLength, `${pointer}/metric`, errors);
  const aggregation = readWord(object.aggregation, AGGREGATIONS, `${pointer}/aggregation`, errors);
  const percentile = aggregation && readPercentile(object, aggregation, pointer, errors);
  const exact = aggregation && readExact(object, aggregation, `${pointer}/exact`, errors);
  const dimension = aggregation && readDimension(object, aggregation, `${pointer}/dimension`, limits, errors);
  const as =
    object.as === undefined ? undefined : readName(object.as, limits.nameLength, `${pointer}/as`, errors);
  if (errors.count > before || !metric || !aggregation) return undefined;
  return {
    metric,
    aggregation,
    ...(percentile !== undefined && { percentile }),
    ...(exact && { exact }),
    ...(dimension !== undefined && { dimension }),
    ...(as !== undefined && { as }),
  };
}

function readPercentile(
  object: JsonObject,
  aggregation: string,
  parent: string,
  errors: QueryErrors,
): number | undefined {
  const { percentile } = object;
  const pointer = `${parent}/percentile`;
  if (aggregation !== 'percentile') {
    if (percentile !== undefined)
      errors.add(pointer, `goes with the aggregation percentile alone; given is ${aggregation}`);
    return undefined;
  }
  if (typeof percentile === 'number' && percentile > 0 && percentile < 100) return percentile;
  errors.add(
    pointer,
    `must be a number between 0 and 100, both excluded, such as 95; given is ${shown(percentile)}`,
  );
  return undefined;
}

function readExact(
  { exact }: JsonObject,
  aggregation: string,
  pointer: string,
  errors: QueryErrors,
): true | undefined {
  if (exact === undefined) return undefined;
  if (aggregation !== 'percentile') {
    errors.add(pointer, `goes with the aggregation percentile alone; given is ${aggregation}`);
    return undefined;
  }
  return readFlag(exact, pointer, errors);
}

function readDimension(
  { dimension }: JsonObject,
  aggregation: string,
  pointer: string,
  limits: QueryLimits,
  errors: QueryErrors,
): string | undefined {
  if (aggregation === 'countDistinct') return readName(dimension, limits.nameLength, pointer, errors);
  if (dimension !== undefined)
    errors.add(pointer, `goes with the aggregation countDistinct alone; given is ${aggregation}`);
  return undefined;
}
