import type { AnswerSource } from '@app/data';
import type { Display, WidgetType } from '@app/widgets';

/** One table of a file: of a widget, or of a query. */
export interface ExportTable extends Pick<AnswerSource, 'columns' | 'time'> {
  title: string;
  /** Absent for a query. */
  widget?: { id: string; type: WidgetType; display: Display };
  /** Reads all rows in their order, some thousands at a time; the next ones come when `sink` has resolved. */
  read(sink: RowsSink): ReturnType<AnswerSource['read']>;
}

export type RowsSink = (rows: Parameters<Parameters<AnswerSource['read']>[0]>[0]) => Promise<void>;

/** A widget that asks nothing. */
export interface ExportText {
  title: string;
  widget: { id: string; type: 'text'; display: Display };
}

/** Where a widget is on its dashboard: columns of a grid of 12, rows of it. */
export interface ExportPlace {
  widgetId: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** What a file is made of, before any row is read. */
export interface ExportDocument {
  title: string;
  description: string;
  dashboardId: string | null;
  createdAt: Date;
  /** What narrows all of it, for people. */
  filters: string[];
  timezone: string | null;
  /** In the order in which they are shown. */
  parts: (ExportTable | ExportText)[];
  layout: ExportPlace[];
}

/** Where a writer puts what it makes. */
export interface ExportOutput {
  /** Resolves when more may come. @throws what ended the output */
  write(chunk: string | Uint8Array): Promise<void>;
}

/** Makes a file of one format. It holds no more than it must: tables may have any number of rows. */
export type ExportWriter = (document: ExportDocument, output: ExportOutput) => Promise<void>;

/** The tables of a document, texts left out. */
export function tablesOf<P extends object>({ parts }: { parts: P[] }): Extract<P, { columns: unknown }>[] {
  return parts.filter((part): part is Extract<P, { columns: unknown }> => 'columns' in part);
}
