import type { TableFormat } from '../export-format';
import { writeCsvFile } from './csv-writer';
import type { ExportWriter } from './export-document';
import { writeJsonFile } from './json-writer';
import { writeParquetFile } from './parquet-writer';
import { writeXlsxFile } from './xlsx-writer';

/** The writer of each format. The libraries that one needs are loaded with its first file, never when a process starts. */
export const WRITERS: Readonly<Record<TableFormat, ExportWriter>> = {
  csv: writeCsvFile,
  json: writeJsonFile,
  xlsx: writeXlsxFile,
  parquet: writeParquetFile,
};
