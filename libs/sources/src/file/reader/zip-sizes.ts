import { open } from 'node:fs/promises';
import { SourceError } from '../../source-error';

const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const ENTRY_BYTES = 46;
const DIRECTORY_BYTES = 4 * 1024 * 1024;
/** In zip64 this stands for a size that is written elsewhere; no workbook of ours is that large. */
const ELSEWHERE = 0xffffffff;

/**
 * What the entries of a ZIP file say that they are when unpacked, in bytes. They may lie: it only saves the work of unpacking what is
 * honestly too large.
 * @throws SourceError invalid
 */
export async function unpackedBytes(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, END_BYTES + LONGEST_COMMENT));
    await file.read(tail, 0, tail.length, size - tail.length);
    const end = lastMark(tail);
    const [entries, bytes, offset] = [
      tail.readUInt16LE(end + 10),
      tail.readUInt32LE(end + 12),
      tail.readUInt32LE(end + 16),
    ];
    if (bytes > DIRECTORY_BYTES || offset + bytes > size) throw broken();
    const directory = Buffer.alloc(bytes);
    await file.read(directory, 0, bytes, offset);
    return sumOf(directory, entries);
  } finally {
    await file.close();
  }
}

function lastMark(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) if (tail.readUInt32LE(at) === END_MARK) return at;
  throw broken();
}

function sumOf(directory: Buffer, entries: number): number {
  let sum = 0;
  for (let index = 0, at = 0; index < entries; index++) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY_MARK) throw broken();
    const size = directory.readUInt32LE(at + 24);
    if (size === ELSEWHERE) throw new SourceError('too-large', 'The workbook is larger than what is read.');
    sum += size;
    at +=
      ENTRY_BYTES +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return sum;
}

function broken(): SourceError {
  return new SourceError('invalid', 'The workbook is damaged: it is no whole ZIP file.');
}
