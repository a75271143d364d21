import type { QueryData } from '@app/data';
import type { WidgetDataType } from './widget-data.type';

/** A widget's answer, as REST and push have it, in the words of the schema. */
export function toWidgetData(
  widgetId: string,
  answer: { status: 'ok' | 'error'; data: unknown; meta: unknown; error: unknown },
): WidgetDataType {
  const { columns, rows, totals, otherRows } = (answer.data ?? {}) as Partial<QueryData>;
  const { status, meta, error } = answer;
  return { widgetId, status, columns, rows, totals, otherRows, meta, error };
}
