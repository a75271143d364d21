import type { SourceColumn, SourceValue } from '../../connector';
import type { SourceErrorReason } from '../../source-error';

/** What kinds of files can be read. */
export const FILE_FORMATS = ['csv', 'json', 'ndjson', 'parquet', 'xlsx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** How a CSV file is written, where that cannot be seen, or is seen wrong. */
export interface CsvOptions {
  /** One character. */
  delimiter?: string;
  /** One character; empty: there is none. */
  quote?: string;
  /** Whether the first line has the names of the columns. */
  header?: boolean;
  /** Lines before the first that counts. */
  skip?: number;
  decimalSeparator?: '.' | ',';
  /** What stands for no value, besides nothing. */
  nulls?: string[];
  /** In the letters of strptime: `%d.%m.%Y`. */
  dateFormat?: string;
  timestampFormat?: string;
}

/** What the columns of a file are, and how a CSV file is written: found once, given back when it is opened again. */
export interface FileLayout {
  columns: { name: string; type: string }[];
  /** Of JSON: columns that have values of several types and no nested ones, read as text. */
  texts?: string[];
  /** Of several files of CSV: how days are written that are times; others could be read in two ways, and are texts. */
  days?: 'iso8601';
  csv?: { delimiter: string; quote: string; escape: string; header: boolean; skip: number } & {
    dateFormat: string | null;
    timestampFormat: string | null;
  };
}

export interface OpenRequest {
  do: 'open';
  /** Where each lies for the reader, and what it is called in errors. */
  files: { path: string; name: string; bytes: number }[];
  format: FileFormat;
  csv: CsvOptions;
  /** Name of the sheet of a workbook; absent: the first. */
  sheet?: string;
  /** Where the records of a JSON document are, as names of members; absent: the document is the list, or the record. */
  records?: string[];
  layout?: FileLayout;
  /** A folder of the reader's own. */
  folder: string;
  memoryMb: number;
}

export interface QueryRequest {
  do: 'query';
  text: string;
  values: SourceValue[];
  maxRows: number;
}

/** Begins to read one file from a row on, the first being 0. The answer names what `next` is asked with. */
export interface BeginRequest {
  do: 'begin';
  file: number;
  offset: number;
}

/** At most so many records; fewer when they are long. */
export interface NextRequest {
  do: 'next';
  cursor: number;
  rows: number;
}

export type ReaderRequest =
  | OpenRequest
  | QueryRequest
  | BeginRequest
  | NextRequest
  | { do: 'end'; cursor: number }
  | { do: 'columns' }
  | { do: 'count'; file: number };

export interface ReaderAnswers {
  open: FileLayout;
  query: { columns: string[] };
  begin: { cursor: number };
  next: { ended: boolean };
  end: Record<string, never>;
  columns: { columns: SourceColumn[] };
  count: { rows: number };
}

/** To the reader. `cancel` ends the request of that number. */
export type ToReader = { id: number; request: ReaderRequest } | { id: number; cancel: true };

/** From the reader: any number of `rows`, then `done` or `error`. */
export type FromReader =
  | { id: number; rows: unknown[] }
  | { id: number; done: ReaderAnswers[keyof ReaderAnswers] }
  | { id: number; error: { reason: SourceErrorReason; detail?: string } };

/** What the reader ends with when it needs more memory than it may have. */
export const OUT_OF_MEMORY = 77;
