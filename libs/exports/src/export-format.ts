/** The kinds of files that exports make. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'pdf', 'png', 'json', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Those that hold rows rather than pictures of them: only these answer a single query. */
export const TABLE_FORMATS = ['csv', 'xlsx', 'json', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Media type of each. */
export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  png: 'image/png',
  json: 'application/json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** Whether files of the format hold rows. */
export function isTableFormat(format: string): format is TableFormat {
  return TABLE_FORMATS.some((each) => each === format);
}
