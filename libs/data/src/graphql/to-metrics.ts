import type { Aggregation, QueryAnswer } from '../query/metric-query';
import type { MetricType } from './metric.type';

/** One element for each metric of each row. */
export function toMetrics({ data }: QueryAnswer, aggregation: Aggregation): MetricType[] {
  const { columns, rows } = data;
  const texts = columns.flatMap(({ type, name }, index) => (type === 'string' ? [{ name, index }] : []));
  const numbers = columns.flatMap(({ type, name, unit }, index) =>
    type === 'number' ? [{ name, unit, index }] : [],
  );
  const time = columns.findIndex(({ type }) => type === 'datetime');
  return rows.flatMap((row) => {
    const dimensions = Object.fromEntries(
      texts.map(({ name, index }) => [name, row[index] as string | null]),
    );
    const [first] = texts;
    return numbers.map(({ name, unit, index }) => ({
      name,
      aggregation,
      unit,
      value: row[index] as number | null,
      time: time < 0 ? undefined : (row[time] as string),
      dimension: first && (row[first.index] as string | null),
      dimensions,
    }));
  });
}
