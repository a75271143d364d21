import { setTimeout as pause } from 'node:timers/promises';
import type { Cache } from '@app/cache';
import { type aKey, days } from './cache-nodes';

/** A value with a history: what a reader may be given at the least. */
export class TrackedRow {
  reads = 0;
  readonly staleAnswers: string[] = [];
  private version = 1;
  /** The newest version whose writer was answered; and by which time every process must know of it. */
  private readonly answered: { version: number; at: number; through: Cache }[] = [];

  /** What other processes may not yet have heard: a heartbeat is missed after a second. */
  private static readonly HEARD_WITHIN_MS = 1_100;

  async change(through: Cache): Promise<void> {
    const version = ++this.version;
    await through.pointsChanged(days('tracked'));
    this.answered.push({ version, at: performance.now(), through });
  }

  /** Reads and returns how long it took. */
  async read(through: Cache, key: ReturnType<typeof aKey>): Promise<number> {
    const began = performance.now();
    const required = this.answered
      .filter((change) => change.through === through || began - change.at > TrackedRow.HEARD_WITHIN_MS)
      .reduce((newest, { version }) => Math.max(newest, version), 0);
    const { value, state, level } = await through.getOrLoad(key, { versions: days('tracked') }, async () => {
      const version = this.version;
      await pause(Math.random() * 10);
      return Buffer.from(String(version));
    });
    this.reads++;
    if (Number(value) < required)
      this.staleAnswers.push(`${state} from ${level}: ${value.toString()} < ${required}`);
    await pause(1);
    return performance.now() - began;
  }
}
