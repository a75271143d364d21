import { hash, randomUUID } from 'node:crypto';
import type { Fields } from '../versions/dependency';
import type { RedisClient } from './redis-link';

/** Longer than any entry lives; a hash that ended is born anew, which makes its entries stale. */
const KEEP_SECONDS = 7_200;
/** A hash without this field was evicted or never made: its counters then say nothing. */
const BORN = 'born';

/** The counters `ver:{subject}` in Redis: raised by writers after their commit, compared by readers. */
export class RedisVersions {
  /** @param keyOf gives the full name of a subject's hash */
  constructor(
    private readonly epochKey: string,
    private readonly keyOf: (subject: string) => string,
  ) {}

  /**
   * One text for the epoch and all versions as of now; equal texts mean that nothing has changed in between. Issued at
   * once, so that it shares a round trip with what the caller sends beside it.
   */
  async read(client: RedisClient, dependencies: readonly Fields[]): Promise<string> {
    const moment = await this.tryRead(client, dependencies);
    if (moment !== undefined) return moment;
    await Promise.all(dependencies.map(({ subject }) => this.giveBirth(client, subject)));
    // Without this read a change between the first one and the birth would be missed.
    return (await this.tryRead(client, dependencies)) ?? `unborn ${randomUUID()}`;
  }

  async raise(client: RedisClient, changes: readonly Fields[]): Promise<void> {
    await Promise.all(
      changes.flatMap(({ subject, fields }) => {
        const key = this.keyOf(subject);
        const raised = fields.map((field) => client.hIncrBy(key, String(field), 1));
        return [...raised, client.expire(key, KEEP_SECONDS)];
      }),
    );
  }

  private async tryRead(client: RedisClient, dependencies: readonly Fields[]): Promise<string | undefined> {
    const [epoch, ...versions] = await Promise.all([
      client.get(this.epochKey),
      ...dependencies.map(({ subject, fields }) =>
        client.hmGet(this.keyOf(subject), [BORN, ...fields.map(String)]),
      ),
    ]);
    // A client whose connection breaks may answer with nothing at all, whatever its types say.
    if (versions.some((values) => typeof (values as unknown[] | null)?.[0] !== 'string')) return undefined;
    return hash('sha256', JSON.stringify([epoch, versions]), 'base64url');
  }

  private async giveBirth(client: RedisClient, subject: string): Promise<void> {
    const key = this.keyOf(subject);
    await Promise.all([client.hSetNX(key, BORN, randomUUID()), client.expire(key, KEEP_SECONDS)]);
  }
}
