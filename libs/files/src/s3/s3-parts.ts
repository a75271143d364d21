/**
 * Cuts what comes into parts of one size, the last one smaller; there is at least one, be it empty. One part is in memory
 * at a time.
 */
export async function* partsOf(content: AsyncIterable<Uint8Array>, size: number): AsyncIterable<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let isFirst = true;
  for await (const chunk of content) {
    let rest = chunk;
    while (bytes + rest.byteLength >= size) {
      const taken = size - bytes;
      yield Buffer.concat([...waiting, rest.subarray(0, taken)]);
      isFirst = false;
      rest = rest.subarray(taken);
      waiting = [];
      bytes = 0;
    }
    if (rest.byteLength > 0) waiting.push(rest);
    bytes += rest.byteLength;
  }
  if (bytes > 0 || isFirst) yield Buffer.concat(waiting);
}
