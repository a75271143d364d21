import { pictureWriter } from '../drawing/picture-writer';
import type { ExportFormat } from '../export-format';
import { writeCsvFile } from './csv-writer';
import type { ExportWriter } from './export-document';
import { writeJsonFile } from './json-writer';
import { writeParquetFile } from './parquet-writer';
import { writeXlsxFile } from './xlsx-writer';

/** The writer of each format. The libraries that one needs are loaded with its first file, never when a process starts. */
export const WRITERS: Readonly<Record<ExportFormat, ExportWriter>> = {
  csv: writeCsvFile,
  json: writeJsonFile,
  xlsx: writeXlsxFile,
  parquet: writeParquetFile,
  pdf: pictureWriter('pdf'),
  png: pictureWriter('png'),
};
