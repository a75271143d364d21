/**
 * The bytes in memory of their own. A small Buffer is a slice of a pool, and zlib's results are slices of larger chunks:
 * cached as they are, they would hold many times the bytes that they are counted with.
 */
export function ownBuffer(bytes: Buffer): Buffer {
  if (bytes.byteLength === bytes.buffer.byteLength) return bytes;
  const own = Buffer.allocUnsafeSlow(bytes.byteLength);
  bytes.copy(own);
  return own;
}
