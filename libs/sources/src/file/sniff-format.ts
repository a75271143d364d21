import type { FileHandle } from 'node:fs/promises';
import { SourceError } from '../source-error';
import type { FileFormat } from './reader/protocol';

const HEAD_BYTES = 64 * 1024;
const PARQUET = 'PAR1';
const NO_TEXT = 'It is neither text in UTF-8 nor Parquet nor XLSX.';
const ZIP = 'PK\u0003\u0004';

/**
 * What a file is by its first bytes: its name says nothing.
 * @throws SourceError invalid when it is none that can be read
 */
export async function sniffFormat(handle: FileHandle): Promise<FileFormat> {
  const head = Buffer.alloc(HEAD_BYTES);
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  return formatOf(head.subarray(0, bytesRead), bytesRead < HEAD_BYTES);
}

/** @param isWhole whether there is nothing behind these bytes */
export function formatOf(head: Buffer, isWhole: boolean): FileFormat {
  const magic = head.toString('latin1', 0, 4);
  if (magic === PARQUET) return 'parquet';
  if (magic === ZIP) {
    // A workbook's first entries are its own; a picture or a document begins with others.
    if (/xl\/|\[Content_Types\]\.xml|_rels\/|docProps\//.test(head.toString('latin1'))) return 'xlsx';
    throw new SourceError('invalid', 'It is a ZIP file that is no workbook.');
  }
  if (head.includes(0)) throw new SourceError('invalid', NO_TEXT);
  const text = textOf(head, isWhole)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text === '') throw new SourceError('invalid', 'The file is empty.');
  if (text.startsWith('[')) return 'json';
  if (text.startsWith('{')) return isLines(text) ? 'ndjson' : 'json';
  return 'csv';
}

/** @throws SourceError when the bytes are no UTF-8 */
function textOf(head: Buffer, isWhole: boolean): string {
  try {
    // `stream`: a character may be cut at the end.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head, { stream: !isWhole });
  } catch (error) {
    throw new SourceError('invalid', NO_TEXT, { cause: error });
  }
}

/** Whether the first line is a whole object. */
function isLines(text: string): boolean {
  const [line = ''] = text.split('\n', 1);
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
