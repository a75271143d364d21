import type { Filter, QueryData, QueryMeta } from '@app/data';
import { AppError, ERROR_CODES, type ErrorCode, type FieldError } from '@app/platform';

/** How a widget's query was answered, and what it was not asked. */
export interface WidgetMeta extends QueryMeta {
  /** Filters of dashboard or request on dimensions that the widget's metrics do not have. */
  ignoredFilters: Filter[];
}

/** What went wrong for one widget; the same words as in problem+json. */
export interface WidgetError {
  code: ErrorCode;
  title: string;
  /** Absent when the error is unexpected. */
  detail?: string;
  errors?: FieldError[];
}

/** The data of one widget. A text widget asks nothing: its data and meta are null. */
export interface WidgetData {
  data: QueryData | null;
  meta: WidgetMeta | null;
}

/** One widget's part of a dashboard's data. */
export type WidgetAnswer =
  | (WidgetData & { status: 'ok'; error: null })
  | { status: 'error'; data: null; meta: null; error: WidgetError };

export function okAnswer(data: WidgetData): WidgetAnswer {
  return { status: 'ok', ...data, error: null };
}

export function errorAnswer(error: AppError): WidgetAnswer {
  const { code, detail, errors } = error;
  const shown: WidgetError = { code, title: ERROR_CODES[code].title };
  if (code !== 'INTERNAL_ERROR') shown.detail = detail;
  if (code !== 'INTERNAL_ERROR' && errors.length > 0) shown.errors = errors;
  return { status: 'error', data: null, meta: null, error: shown };
}
