import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type ExcelJS from 'exceljs';
import { SourceError } from '../../source-error';
import { SheetColumns } from './sheet-columns';
import { unpackedBytes } from './zip-sizes';

/** What a workbook may be when it is unpacked. */
const UNPACKED_BYTES = 512 * 1024 * 1024;
const WRITTEN_BYTES = 512 * 1024 * 1024;
const BLOCK_BYTES = 256 * 1024;
const MOST_SHEETS = 100;

/**
 * Writes one sheet of a workbook as JSON lines, its first row giving the names; times in UTC, formulas as their results, errors as null.
 * @returns the bytes written
 * @throws SourceError
 */
export async function writeSheet(
  path: string,
  { sheet, to }: { sheet: string | undefined; folder: string; to: string },
): Promise<number> {
  if ((await unpackedBytes(path)) > UNPACKED_BYTES)
    throw new SourceError('too-large', 'Unpacked, the workbook is larger than 512 MiB.');
  // Loaded when there is a workbook: it takes longer than DuckDB.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.stream.xlsx.WorkbookReader(createReadStream(path), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  const names: string[] = [];
  try {
    for await (const each of workbook) {
      const { name } = each as unknown as { name: string };
      if (sheet === undefined || sheet === name) return await writeRows(each, to);
      if (names.push(name) > MOST_SHEETS) break;
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError('invalid', 'The workbook is damaged, or is none.', { cause: error });
  }
  const there = names.map((name) => JSON.stringify(name)).join(', ') || 'no sheet';
  throw new SourceError('missing', `The workbook has ${there}.`);
}

async function writeRows(sheet: AsyncIterable<ExcelJS.Row>, to: string): Promise<number> {
  const file = await open(to, 'wx', 0o600);
  let columns: SheetColumns | undefined;
  let written = 0;
  let block: string[] = [];
  let waiting = 0;
  const flush = async (): Promise<void> => {
    await file.writeFile(block.join(''));
    written += waiting;
    [block, waiting] = [[], 0];
    if (written > WRITTEN_BYTES)
      throw new SourceError('too-large', 'The sheet has more than 512 MiB of values.');
  };
  try {
    for await (const row of sheet) {
      const values = row.values as ExcelJS.CellValue[];
      if (!columns) {
        columns = SheetColumns.of(values);
        continue;
      }
      const record = columns.record(values);
      if (!record) continue;
      const line = `${JSON.stringify(record)}\n`;
      block.push(line);
      waiting += line.length;
      if (waiting > BLOCK_BYTES) await flush();
    }
    if (!columns) throw new SourceError('invalid', 'The sheet is empty.');
    await flush();
    return written;
  } finally {
    await file.close();
  }
}
