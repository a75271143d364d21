/** One file of an archive. */
export interface TarEntry {
  name: string;
  body: Buffer;
}

const BLOCK = 512;

/** The end of an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** A file in the ustar format: header, content, padding. Names have at most 100 bytes. */
export function tarEntry({ name, body }: TarEntry): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, 'utf8');
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148); // the sum counts itself as spaces; then the type: a file
  header.write('ustar\x0000', 257);
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc(padding(body.length))]);
}

/** The files of an archive, one at a time. Throws when it is damaged or ends before its end mark. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const input = new ByteReader(source);
  for (;;) {
    const header = await input.take(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const sum = parseInt(header.toString('latin1', 148, 156), 8);
    header.fill(' ', 148, 156);
    if (sum !== checksum(header))
      throw new Error('The backup is damaged: a header does not match its checksum.');
    const size = parseInt(header.toString('latin1', 124, 136), 8);
    const name = header.toString('utf8', 0, header.indexOf(0));
    const body = await input.take(size);
    await input.take(padding(size));
    yield { name, body };
  }
}

/** Cuts a stream into pieces of a wanted size. */
class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private chunks: Buffer[] = [];
  private available = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  async take(size: number): Promise<Buffer> {
    while (this.available < size) {
      const next = await this.source.next();
      if (next.done) throw new Error('The backup is not whole: it ends in the middle.');
      this.chunks.push(next.value);
      this.available += next.value.length;
    }
    const all = Buffer.concat(this.chunks);
    this.chunks = [all.subarray(size)];
    this.available -= size;
    return Buffer.from(all.subarray(0, size));
  }
}

function checksum(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
