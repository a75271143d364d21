import type { Mapping, Rule } from '../mapping/mapping';

/** How records become points where each is a row: columns by their names. */
export interface TableMapping {
  /** The column with the time. Absent: when the record came about, as far as the source says, else when it was read. */
  time?: string | { column: string; format?: string; timezone?: string };
  /** For each metric the column with its value. A row whose cell is empty makes no point of that metric. */
  metrics: Record<string, string | { column: string; multiply?: number }>;
  /** Columns whose values are dimensions; as an object: names of dimensions, with the column of each. */
  dimensions?: string[] | Record<string, string>;
  /** The column that names a row among all of its source. Absent: what the source calls it, else its content. */
  id?: string;
}

/** The rules that a table's mapping stands for: one for each metric. */
export function tableRules({ time, metrics, dimensions = [], id }: TableMapping): Mapping {
  const names = Array.isArray(dimensions)
    ? dimensions.map((name) => [name, name])
    : Object.entries(dimensions);
  const picked = Object.fromEntries(
    names.map(([name, column]) => [name, { path: pathOf(column as string) }]),
  );
  const { column: timeColumn, ...timeFormat } = typeof time === 'object' ? time : { column: time };
  return {
    rules: Object.entries(metrics).map(([metric, from]): Rule => {
      const { column, ...how } = typeof from === 'string' ? { column: from } : from;
      return {
        when: hasValue(column),
        metric,
        value: { path: pathOf(column), ...how },
        ...(timeColumn !== undefined && { timestamp: { path: pathOf(timeColumn), ...timeFormat } }),
        dimensions: picked,
        ...(id !== undefined && { id: { path: pathOf(id) } }),
      };
    }),
  };
}

/** A quoted identifier of JMESPath, which is a JSON string. */
function pathOf(column: string): string {
  return JSON.stringify(column);
}

/** Not for an empty cell. A column that is not there at all is no empty cell: a wrong name must not go unnoticed. */
function hasValue(column: string): string {
  const path = pathOf(column);
  const name = literal(JSON.stringify(column));
  return `(${path} != ${literal('null')} && ${path} != '') || !contains(keys(@), ${name})`;
}

/** A literal of JMESPath: JSON between backticks. */
function literal(json: string): string {
  return `\`${json.replaceAll('`', '\\`')}\``;
}
