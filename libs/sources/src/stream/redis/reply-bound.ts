import type { Socket } from 'node:net';
import { SourceError } from '../../source-error';
import { STREAM_LIMITS } from '../stream-limits';

/** Ends a connection whose server answers more than this process bears: Redis has no bound of its own for what it is asked. */
export class ReplyBound {
  private bytes = 0;
  /** What it was ended for. */
  exceeded: SourceError | undefined;

  watch(socket: Socket): void {
    const count = (chunk: Buffer): void => {
      this.bytes += chunk.length;
      if (this.bytes <= STREAM_LIMITS.replyBytes) return;
      this.exceeded = new SourceError(
        'too-large',
        'An answer of Redis had more than 48 MiB: an entry of a stream may have about 16 MiB.',
      );
      socket.destroy(this.exceeded);
    };
    // Together with the first who listens: alone it would set the data going before anybody hears it.
    const onListener = (event: string): void => {
      if (event !== 'data') return;
      socket.off('newListener', onListener);
      socket.on('data', count);
    };
    socket.on('newListener', onListener);
  }

  /** An answer was complete. */
  answered(): void {
    this.bytes = 0;
  }
}
