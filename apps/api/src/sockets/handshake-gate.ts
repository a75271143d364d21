import { addressBlock } from '@app/auth';
import { AppError } from '@app/platform';

/** Connections whose client has not said yet who it is. */
const MOST_OF_AN_ADDRESS = 100;
const MOST = 2_000;
const RETRY_AFTER_SECONDS = 2;

/** Bounds what can be held open by those who have shown no credential yet. */
export class HandshakeGate {
  private readonly ofAddress = new Map<string, number>();
  private total = 0;

  /** Takes a place, also beyond the bounds: those who came in the same moment were let in. @returns what gives it back; call it once */
  enter(address: string): () => void {
    const block = addressBlock(address);
    this.ofAddress.set(block, (this.ofAddress.get(block) ?? 0) + 1);
    this.total++;
    return () => {
      this.total--;
      const left = (this.ofAddress.get(block) ?? 0) - 1;
      if (left > 0) this.ofAddress.set(block, left);
      else this.ofAddress.delete(block);
    };
  }

  /** @throws AppError RATE_LIMITED, OVERLOADED */
  assertRoom(address: string): void {
    const options = { retryAfterSeconds: RETRY_AFTER_SECONDS };
    if ((this.ofAddress.get(addressBlock(address)) ?? 0) >= MOST_OF_AN_ADDRESS)
      throw new AppError(
        'RATE_LIMITED',
        'Too many connections of this address wait to say who they are.',
        options,
      );
    if (this.total >= MOST)
      throw new AppError('OVERLOADED', 'Too many connections wait to say who they are; try again.', options);
  }
}
