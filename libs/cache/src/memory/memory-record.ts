import type { CacheEntry } from '../entry/cache-entry';
import type { Stamped } from '../versions/touch-clock';

/** An entry as the memory level keeps it, with what tells whether it is fresh. */
export interface MemoryRecord extends Stamped {
  readonly entry: CacheEntry;
  /** When its computation began, or when it was found fresh in Redis: monotonic ms. */
  readonly begunAt: number;
  /** The latest monotonic time, in ms, at which it was certainly fresh. */
  freshAt: number;
}

/** Objects, headers of two buffers and their ArrayBuffers, the LRU's slots: measured as in docs/caching.md. */
const OVERHEAD_BYTES = 1_100;
const FIELD_BYTES = 8;
const DEPENDENCY_BYTES = 120;

/** What a record costs in memory, in bytes. */
export function recordBytes(name: string, record: MemoryRecord): number {
  let bytes =
    OVERHEAD_BYTES + name.length * 2 + record.entry.bytes.byteLength + (record.entry.gzip?.byteLength ?? 0);
  for (const [header, value] of Object.entries(record.entry.headers ?? {}))
    bytes += header.length + value.length;
  for (const { subject, fields } of record.dependencies)
    bytes += DEPENDENCY_BYTES + subject.length + fields.length * FIELD_BYTES;
  return bytes;
}
