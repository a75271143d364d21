import { randomUUID } from 'node:crypto';
import type { RedisClient, RedisLink } from './redis-link';

/** An owner that has died holds the others up no longer than this. */
export const LOCK_MS = 500;
const RENEW_EVERY_MS = 150;

const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** A short lock in Redis, renewed while it is held and ended only by its owner. */
export class RedisLock {
  private readonly token = randomUUID();
  private renewal: NodeJS.Timeout | undefined;
  private released = false;

  constructor(
    private readonly link: RedisLink,
    private readonly key: string,
  ) {}

  /** Issued at once; call it inside `link.run`. */
  async acquire(client: RedisClient): Promise<boolean> {
    if ((await client.set(this.key, this.token, { NX: true, PX: LOCK_MS })) !== 'OK') return false;
    if (this.released) {
      this.release();
      return false;
    }
    this.renewal = setInterval(() => this.evaluate(RENEW, [this.token, String(LOCK_MS)]), RENEW_EVERY_MS);
    this.renewal.unref();
    return true;
  }

  /** Does not wait for Redis: the lock ends by itself. Also ends a lock that is only acquired later. */
  release(): void {
    this.released = true;
    clearInterval(this.renewal);
    this.evaluate(RELEASE, [this.token]);
  }

  private evaluate(script: string, args: string[]): void {
    this.link
      .run((client) => client.eval(script, { keys: [this.key], arguments: args }))
      .catch(() => {
        // Then it ends by itself.
      });
  }
}
