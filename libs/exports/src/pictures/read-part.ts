import type { Cell } from '@app/data';
import type { ExportDocument, ExportTable, ExportText } from '../writers/export-document';

/** Rows that a picture may be drawn from: beyond it no eye tells them apart. */
export const MOST_ROWS = 20_000;

/** A widget whose rows have been read. */
export type DrawnPart = Omit<ExportTable, 'read'> | ExportText;

/** A widget with the rows that are drawn, and how many there are. */
export interface PicturePart {
  part: DrawnPart;
  rows: Cell[][];
  total: number;
}

/** What pictures are drawn from: plain data, which can be sent to another thread. */
export interface ReadDocument extends Omit<ExportDocument, 'parts'> {
  /** In the order in which they are shown. */
  pictures: PicturePart[];
}

/** Reads all rows of a document, and keeps those that can be drawn. */
export async function readDocument({ parts, ...head }: ExportDocument): Promise<ReadDocument> {
  const pictures: PicturePart[] = [];
  for (const part of parts) pictures.push(await readPart(part));
  return { ...head, pictures };
}

async function readPart(part: ExportTable | ExportText): Promise<PicturePart> {
  const rows: Cell[][] = [];
  let total = 0;
  if ('read' in part)
    await part.read(async (batch) => {
      total += batch.length;
      for (const row of batch) if (rows.length < MOST_ROWS) rows.push([...row]);
    });
  if (!('read' in part)) return { part, rows, total };
  const { title, columns, time, widget } = part;
  return { part: { title, columns, time, ...(widget && { widget }) }, rows, total };
}
