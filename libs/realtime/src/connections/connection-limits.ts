import { addressBlock, type Principal } from '@app/auth';
import { type AppConfig, AppError } from '@app/platform';
import type { OpenRequest } from './connection';

const RETRY_AFTER_SECONDS = 5;

/** Counts who has how many connections open in this process. */
export class ConnectionLimits {
  private readonly counts = new Map<string, number>();
  private total = 0;

  constructor(private readonly config: Pick<AppConfig, 'streamsMax' | 'streamsPerPrincipal'>) {}

  /** @throws AppError OVERLOADED while there is no place for anybody */
  assertRoom(): void {
    if (this.total < this.config.streamsMax) return;
    throw new AppError('OVERLOADED', 'The service has as many live connections as it can hold; try again.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  /** @returns what gives the place back @throws AppError OVERLOADED, STREAM_LIMIT */
  take(principal: Principal, request: Pick<OpenRequest, 'address'>): () => void {
    this.assertRoom();
    const key = ownerOf(principal, request.address);
    const count = this.counts.get(key) ?? 0;
    const most = this.config.streamsPerPrincipal;
    if (count >= most) {
      throw new AppError(
        'STREAM_LIMIT',
        `You have ${most} live connections open, which is the most; close one.`,
        {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        },
      );
    }
    this.counts.set(key, count + 1);
    this.total++;
    return () => {
      this.total--;
      const left = (this.counts.get(key) ?? 0) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}

/** One embed token can stand in a page that many people open. */
function ownerOf({ kind, id }: Principal, address: string): string {
  return kind === 'embed' ? `${kind}:${id}:${addressBlock(address)}` : `${kind}:${id}`;
}
