import type { AppConfig } from '@app/platform';
import { OwnLimitError } from '../../source-error';
import { ApiIntegrationError } from '../client/api-integration-error';

const MIB = 1_048_576;
/** Each of them holds an answer that is not parsed yet. */
const MOST_WAITING = 16;
const RETRY_AFTER_MS = 5_000;

export interface PageWait {
  signal: AbortSignal;
  patienceMs: number;
}

interface Waiter {
  bytes: number;
  enter(): void;
}

/** Memory for the pages of JSON that this process has at once, in the order in which they ask for it. */
export class PageRoom {
  private static readonly all = new WeakMap<AppConfig, PageRoom>();
  private taken = 0;
  private waiting: Waiter[] = [];

  constructor(private readonly most: number) {}

  /** That of an application: all who were given the same settings share it. */
  static of(config: AppConfig): PageRoom {
    let room = this.all.get(config);
    if (!room) this.all.set(config, (room = new PageRoom(config.sourceApiMemoryMb * MIB)));
    return room;
  }

  /** @throws ApiIntegrationError too-large for what could never be taken */
  assertFits(bytes: number): void {
    if (bytes <= this.most) return;
    const most = this.most / MIB;
    throw new ApiIntegrationError('too-large', {
      detail: `Its page would take more than the ${most} MiB of memory that there are for pages: ask for smaller ones, or for CSV or NDJSON, which are read while they come.`,
    });
  }

  /**
   * @returns gives it back
   * @throws ApiIntegrationError too-large, aborted; OwnLimitError when there was no room in time, or too many wait for it
   */
  async take(bytes: number, { signal, patienceMs }: PageWait): Promise<() => void> {
    this.assertFits(bytes);
    if (signal.aborted) throw new ApiIntegrationError('aborted');
    if (this.waiting.length === 0 && this.taken + bytes <= this.most) this.taken += bytes;
    else await this.wait(bytes, signal, patienceMs);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.taken -= bytes;
      this.admit();
    };
  }

  private async wait(bytes: number, signal: AbortSignal, patienceMs: number): Promise<void> {
    const busy = new OwnLimitError('Other pages take all memory for pages.', RETRY_AFTER_MS);
    if (this.waiting.length >= MOST_WAITING) throw busy;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { bytes, enter: resolve };
    const giveUp = (error: Error): void => {
      this.waiting = this.waiting.filter((each) => each !== waiter);
      reject(error);
      this.admit();
    };
    const onAbort = (): void => giveUp(new ApiIntegrationError('aborted'));
    const timer = setTimeout(() => giveUp(busy), patienceMs);
    signal.addEventListener('abort', onAbort, { once: true });
    this.waiting.push(waiter);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  private admit(): void {
    for (let [first] = this.waiting; first && this.taken + first.bytes <= this.most; [first] = this.waiting) {
      this.waiting.shift();
      this.taken += first.bytes;
      first.enter();
    }
  }
}
