import type { Keyv } from 'keyv';
import type { CacheEntry } from '../entry/cache-entry';
import type { Fields } from '../versions/dependency';
import { pause } from './bounded';
import { keyvOnRedis } from './keyv-redis-store';
import type { RedisLink } from './redis-link';
import { RedisLock } from './redis-lock';
import { RedisVersions } from './redis-versions';
import { restoreEntry, type StoredEntry, storeEntry } from './stored-entry';

/** What Redis knew at one moment. */
export interface SharedRead {
  /** Epoch and versions; an entry computed from here on is stored with it. */
  moment: string;
  /** Only if it is fresh. */
  entry: CacheEntry | undefined;
}

const FIRST_LOOK_MS = 3;
const LONGEST_LOOK_MS = 40;

/** The level that all processes share. No method throws or waits longer than the limit of {@link RedisLink}. */
export class RedisLevel {
  readonly keyv: Keyv<StoredEntry>;
  private readonly versions: RedisVersions;

  constructor(private readonly link: RedisLink) {
    this.keyv = keyvOnRedis<StoredEntry>(link.client);
    this.versions = new RedisVersions(link.epochKey, (subject) => link.key('ver', subject));
  }

  get ready(): boolean {
    return this.link.ready;
  }

  get errors(): number {
    return this.link.errors;
  }

  /** Undefined while Redis is away. */
  async read(name: string, dependencies: readonly Fields[]): Promise<SharedRead | undefined> {
    try {
      const [stored, moment] = await this.link.run((client) =>
        Promise.all([
          this.keyv.get<StoredEntry>(this.entryKey(name)),
          this.versions.read(client, dependencies),
        ]),
      );
      return { moment, entry: await this.fresh(stored, moment) };
    } catch {
      return undefined;
    }
  }

  /**
   * Takes the lock on computing `name`, and reads once more in the same round trip what its last owner may have left.
   * `lock` is undefined when another process holds it. Undefined while Redis is away.
   */
  async acquire(
    name: string,
    dependencies: readonly Fields[],
  ): Promise<(SharedRead & { lock: RedisLock | undefined }) | undefined> {
    const lock = new RedisLock(this.link, this.lockKey(name));
    try {
      const [acquired, stored, moment] = await this.link.run((client) =>
        Promise.all([
          lock.acquire(client),
          this.keyv.get<StoredEntry>(this.entryKey(name)),
          this.versions.read(client, dependencies),
        ]),
      );
      return { moment, entry: await this.fresh(stored, moment), lock: acquired ? lock : undefined };
    } catch {
      lock.release();
      return undefined;
    }
  }

  /** Waits until nobody holds the lock on `name`, at most until `deadline` (monotonic ms). False while Redis is away. */
  async waitForOwner(name: string, deadline: number, signal: AbortSignal): Promise<boolean> {
    try {
      for (
        let look = FIRST_LOOK_MS;
        !signal.aborted && performance.now() < deadline;
        look = Math.min(look * 2, LONGEST_LOOK_MS)
      ) {
        await pause(look * (0.5 + Math.random()), signal);
        if ((await this.link.run((client) => client.exists(this.lockKey(name)))) === 0) return true;
      }
      return false;
    } catch {
      return false;
    }
  }

  async write(name: string, entry: CacheEntry, moment: string): Promise<void> {
    const ttlMs = entry.expiresAt - Date.now();
    if (ttlMs < 1) return;
    await this.link
      .run(() => this.keyv.set(this.entryKey(name), storeEntry(entry, moment), Math.ceil(ttlMs)))
      .catch(() => {
        // Counted by the link.
      });
  }

  /** Raises versions. Where that may have failed, everything older becomes stale before Redis is used again. */
  async raise(changes: readonly Fields[]): Promise<void> {
    await this.link.tell((client) => this.versions.raise(client, changes));
  }

  close(): Promise<void> {
    return this.link.close();
  }

  private async fresh(stored: StoredEntry | undefined, moment: string): Promise<CacheEntry | undefined> {
    if (stored?.m !== moment || stored.until <= Date.now()) return undefined;
    return restoreEntry(stored);
  }

  private entryKey(name: string): string {
    return this.link.key('entry', name);
  }

  private lockKey(name: string): string {
    return this.link.key('lock', name);
  }
}
