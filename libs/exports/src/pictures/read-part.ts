import type { Cell } from '@app/data';
import type { ExportTable, ExportText } from '../writers/export-document';

/** Rows that a picture may be drawn from: beyond it no eye tells them apart. */
export const MOST_ROWS = 20_000;

/** A widget with the rows that are drawn, and how many there are. */
export interface PicturePart {
  part: ExportTable | ExportText;
  rows: Cell[][];
  total: number;
}

/** Reads all rows of a part, and keeps those that can be drawn. */
export async function readPart(part: ExportTable | ExportText): Promise<PicturePart> {
  const rows: Cell[][] = [];
  let total = 0;
  if ('read' in part)
    await part.read(async (batch) => {
      total += batch.length;
      for (const row of batch) if (rows.length < MOST_ROWS) rows.push([...row]);
    });
  return { part, rows, total };
}
