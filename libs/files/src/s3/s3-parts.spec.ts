import * as fc from 'fast-check';
import { partsOf } from './s3-parts';

async function cut(chunks: readonly Uint8Array[], size: number): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  async function* content() {
    yield* chunks;
  }
  for await (const part of partsOf(content(), size)) parts.push(part);
  return parts;
}

describe('parts of an upload', () => {
  it('hold everything in order, all of one size but the last', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 16 }),
        async (chunks, size) => {
          const parts = await cut(chunks, size);
          expect(Buffer.concat(parts)).toEqual(Buffer.concat(chunks));
          expect(parts.slice(0, -1).every(({ length }) => length === size)).toBe(true);
          expect(parts.at(-1)?.length).toBeLessThanOrEqual(size);
          if (Buffer.concat(chunks).length > 0) expect(parts.every(({ length }) => length > 0)).toBe(true);
        },
      ),
    ));

  it('are one empty part where there is nothing', async () => {
    expect(await cut([], 5)).toEqual([Buffer.alloc(0)]);
  });
});
