import { randomBytes } from 'node:crypto';
import { type Frame, frameOf, type PushEventName, type PushEvents } from '@app/realtime';

/** Makes the frames of one room: numbers them, and serializes each once. */
export class RoomFrames {
  private readonly epoch = randomBytes(6).toString('base64url').replaceAll('-', '_');
  private count = 0;
  /** As long as somebody else holds it: for a quiet room it would hold everything twice. */
  private kept: WeakRef<Frame<'snapshot'>> | undefined;

  /** An event whose payload has no cursor of its own. */
  event<E extends Exclude<PushEventName, 'snapshot' | 'widget:data'>>(
    event: E,
    payload: PushEvents[E],
    key: string | null = null,
  ): Frame<E> {
    return frameOf(event, payload, { cursor: this.next(), key });
  }

  /** @param json a `WidgetState` */
  widget(widgetId: string, json: string): Frame<'widget:data'> {
    const cursor = this.next();
    const head = JSON.stringify({ cursor, widgetId }).slice(0, -1);
    return { event: 'widget:data', json: `${head},${json.slice(1)}`, cursor, key: widgetId };
  }

  /** Everything as it is now: one object for all who ask before something changes. */
  snapshot(make: () => { dashboardId: string; version: number; widgets: string }): Frame<'snapshot'> {
    const kept = this.kept?.deref();
    if (kept) return kept;
    const { widgets, ...rest } = make();
    const cursor = this.cursor();
    const head = JSON.stringify({ cursor, ...rest }).slice(0, -1);
    const frame = {
      event: 'snapshot',
      json: `${head},"widgets":${widgets}}`,
      cursor,
      key: 'snapshot',
    } as const;
    this.kept = new WeakRef(frame);
    return frame;
  }

  /** What is shown is another now, and everybody is told so by the snapshot that is asked for next. */
  advance(): void {
    this.next();
  }

  private next(): string {
    this.count++;
    this.kept = undefined;
    return this.cursor();
  }

  private cursor(): string {
    return `${this.epoch}-${this.count}`;
  }
}
