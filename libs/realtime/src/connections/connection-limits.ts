import type { Principal } from '@app/auth';
import { type AppConfig, AppError } from '@app/platform';

const RETRY_AFTER_SECONDS = 5;

/** Counts who has how many connections open in this process. */
export class ConnectionLimits {
  private readonly counts = new Map<string, number>();
  private total = 0;

  constructor(private readonly config: Pick<AppConfig, 'streamsMax' | 'liveViewersPerPrincipal'>) {}

  /** @throws AppError OVERLOADED while there is no place for anybody */
  assertRoom(): void {
    if (this.total < this.config.streamsMax) return;
    throw new AppError('OVERLOADED', 'The service has as many live connections as it can hold; try again.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  /** @returns what gives the place back @throws AppError OVERLOADED, STREAM_LIMIT */
  take({ kind, id }: Principal): () => void {
    this.assertRoom();
    // One embed token serves everybody who looks at the page that it is on.
    const key = kind === 'embed' ? undefined : `${kind}:${id}`;
    const count = key === undefined ? 0 : (this.counts.get(key) ?? 0);
    const most = this.config.liveViewersPerPrincipal;
    if (count >= most) {
      throw new AppError(
        'STREAM_LIMIT',
        `You have ${most} live connections open, which is the most; close one.`,
        {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        },
      );
    }
    this.total++;
    if (key !== undefined) this.counts.set(key, count + 1);
    return () => {
      this.total--;
      if (key !== undefined) this.giveBack(key);
    };
  }

  private giveBack(key: string): void {
    const left = (this.counts.get(key) ?? 0) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }
}
