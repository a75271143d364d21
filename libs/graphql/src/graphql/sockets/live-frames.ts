import type { Principal } from '@app/auth';
import { AppError, toAppError } from '@app/platform';
import {
  Backlog,
  type Frame,
  type LiveDashboards,
  type Viewer,
  type Watch,
  type WatchRequest,
} from '@app/realtime';
import type { GraphqlContext, LiveClient } from '../../graphql-operation';

type Taker<T> = (result: IteratorResult<T>) => void;

/**
 * What somebody watches, as the values of a subscription. A client that is slower than what is pushed gets of each widget only the
 * newest; one that takes nothing for too long is dropped. It ends when the dashboard is gone or may not be seen any more.
 */
export class LiveFrames<T> implements AsyncIterableIterator<T>, Viewer {
  private readonly backlog = new Backlog();
  private taker: Taker<T> | undefined;
  private watch: Watch | undefined;
  private unfollow: (() => void) | undefined;
  private ended = false;
  /** When the client last took something, while something waits. */
  private waitingSince = Infinity;

  private constructor(
    private readonly dashboardId: string,
    private readonly client: LiveClient,
    private readonly map: (frame: Frame) => T | undefined,
  ) {}

  /**
   * @param map a frame as a value; undefined for those that are not asked for
   * @throws AppError as {@link LiveDashboards.watch}
   */
  static async open<T>(
    { live, req }: GraphqlContext,
    dashboards: LiveDashboards,
    request: WatchRequest,
    map: (frame: Frame) => T | undefined,
  ): Promise<LiveFrames<T>> {
    if (!live) throw new AppError('VALIDATION_FAILED', 'Subscriptions are for connections by websocket.');
    const frames = new LiveFrames(request.dashboardId, live, map);
    const principal = req.user as Principal;
    frames.watch = await dashboards.watch(principal, request, frames);
    frames.unfollow = live.follow(frames);
    if (frames.ended) frames.close();
    // Rights may have changed while it began.
    else if (req.user !== principal) await frames.recheck(req.user as Principal);
    return frames;
  }

  push(frame: Frame): void {
    if (this.ended) return;
    const value = this.map(frame);
    if (value !== undefined) this.show(frame, value);
    if (frame.event === 'dashboard:deleted') this.close();
  }

  reconnect(): void {
    this.client.reconnect();
  }

  async recheck(principal: Principal): Promise<void> {
    try {
      await this.watch?.recheck(principal);
    } catch (thrown) {
      // It is not watched any more, whatever the error; the others of the connection may still be.
      if (!['NOT_FOUND', 'INSUFFICIENT_PERMISSIONS'].includes(toAppError(thrown).code)) throw thrown;
      const { dashboardId } = this;
      this.push({ event: 'dashboard:deleted', json: JSON.stringify({ dashboardId }), cursor: '', key: null });
      this.close();
    }
  }

  async next(): Promise<IteratorResult<T>> {
    for (let frame = this.backlog.first(); frame; frame = this.backlog.first()) {
      this.backlog.shift();
      this.waitingSince = this.backlog.isEmpty ? Infinity : performance.now();
      const value = this.map(frame);
      if (value !== undefined) return { done: false, value };
    }
    if (this.ended) return { done: true, value: undefined };
    return new Promise((resolve) => (this.taker = resolve));
  }

  async return(): Promise<IteratorResult<T>> {
    this.backlog.clear();
    this.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private show(frame: Frame, value: T): void {
    const { taker } = this;
    if (taker) {
      this.taker = undefined;
      taker({ done: false, value });
      return;
    }
    const now = performance.now();
    if (this.backlog.isEmpty) this.waitingSince = now;
    this.backlog.add(frame);
    const { streamBacklogBytes, streamSlowMs } = this.client.rules;
    if (this.backlog.size > streamBacklogBytes || now - this.waitingSince > streamSlowMs)
      this.client.tooSlow();
  }

  private close(): void {
    this.ended = true;
    this.watch?.close();
    this.unfollow?.();
    this.taker?.({ done: true, value: undefined });
    this.taker = undefined;
  }
}
