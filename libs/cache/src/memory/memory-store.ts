import { Keyv } from 'keyv';
import { LRUCache } from 'lru-cache';
import { type MemoryRecord, recordBytes } from './memory-record';

/** How long the memory level keeps an entry, whatever its class. */
export const MEMORY_TTL_MS = 60_000;
/** No entry may take more than this share of the room, lest one answer push out all others. */
const LARGEST_SHARE = 0.1;

/** What Keyv hands to a store that does not serialize. */
interface Kept {
  value: MemoryRecord;
  expires?: number;
}

/** A Keyv store that is bounded by bytes: the least recently used entries go first. */
class ByteBoundedStore {
  readonly lru: LRUCache<string, Kept>;

  constructor(maxBytes: number) {
    this.lru = new LRUCache<string, Kept>({
      maxSize: maxBytes,
      maxEntrySize: Math.max(1, Math.floor(maxBytes * LARGEST_SHARE)),
      sizeCalculation: (kept, name) => recordBytes(name, kept.value),
    });
  }

  get(name: string): Kept | undefined {
    return this.lru.get(name);
  }

  set(name: string, kept: Kept, ttlMs: number = MEMORY_TTL_MS): void {
    this.lru.set(name, kept, { ttl: ttlMs });
  }

  delete(name: string): boolean {
    return this.lru.delete(name);
  }

  clear(): void {
    this.lru.clear();
  }
}

/** The memory level: records as they are, never serialized, in a Keyv that `@nestjs/cache-manager` holds as a store. */
export class MemoryStore {
  readonly keyv: Keyv<MemoryRecord>;
  private readonly store: ByteBoundedStore;

  constructor(readonly maxBytes: number) {
    this.store = new ByteBoundedStore(maxBytes);
    this.keyv = new Keyv<MemoryRecord>({
      store: this.store,
      serialize: undefined,
      deserialize: undefined,
      namespace: undefined,
      useKeyPrefix: false,
    });
  }

  /** Bytes that the records take, by our own count. */
  get bytes(): number {
    return this.store.lru.calculatedSize;
  }

  get entries(): number {
    return this.store.lru.size;
  }

  get(name: string): Promise<MemoryRecord | undefined> {
    return this.keyv.get<MemoryRecord>(name);
  }

  /** Like {@link get}, past Keyv, whose every method is asynchronous. */
  peek(name: string): MemoryRecord | undefined {
    return this.store.get(name)?.value;
  }

  /** Forgets the records that `which` picks. */
  drop(which: (record: MemoryRecord) => boolean): void {
    const { lru } = this.store;
    for (const [name, { value }] of lru.entries()) if (which(value)) lru.delete(name);
  }

  async set(name: string, record: MemoryRecord, ttlMs: number): Promise<void> {
    await this.keyv.set(name, record, Math.min(ttlMs, MEMORY_TTL_MS));
  }
}
