import { type Frame, frameOf } from '../frame';
import type { WidgetState } from '../push-events';
import { sseEvent } from './sse-text';
import { WaitingFrames } from './waiting-frames';

const STATE: WidgetState = { status: 'ok', data: null, meta: null, error: null };
let count = 0;

const next = (): string => `e-${++count}`;
const data = (widgetId: string): Frame => {
  const cursor = next();
  return frameOf('widget:data', { cursor, widgetId, ...STATE }, { cursor, key: widgetId });
};
const snapshot = (): Frame => {
  const cursor = next();
  const payload = { cursor, dashboardId: 'd', version: 1, widgets: {} };
  return frameOf('snapshot', payload, { cursor, key: 'snapshot' });
};
const alert = (alertId: string): Frame =>
  frameOf('alert', { alertId, name: 'a', state: 'firing', at: 'now' }, { cursor: next() });

function waiting(...frames: Frame[]): WaitingFrames {
  const queue = new WaitingFrames();
  for (const frame of frames) queue.add(frame);
  return queue;
}

function drain(queue: WaitingFrames): Frame[] {
  const frames: Frame[] = [];
  for (let frame = queue.take(); frame; frame = queue.take()) frames.push(frame);
  return frames;
}

describe('frames that wait for a slow client', () => {
  it('leave in order', () => {
    const frames = [snapshot(), data('a'), data('b'), alert('x'), alert('x')];
    expect(drain(waiting(...frames))).toEqual(frames);
  });

  it('are the newest of each widget', () => {
    const [old, other, fresh] = [data('a'), data('b'), data('a')];
    expect(drain(waiting(old, other, fresh))).toEqual([other, fresh]);
  });

  it('give way to a snapshot, but for what is no data', () => {
    const [first, widget, event, second] = [snapshot(), data('a'), alert('x'), snapshot()];
    expect(drain(waiting(first, widget, event, second))).toEqual([event, second]);
  });

  it('are measured as they are sent', () => {
    const [old, fresh, event] = [data('a'), data('a'), alert('x')];
    const queue = waiting(old, fresh, event);
    expect(queue.bytes).toBe(sseEvent(fresh).byteLength + sseEvent(event).byteLength);
    drain(queue);
    expect([queue.bytes, queue.size]).toEqual([0, 0]);
  });

  it('are encoded once for all who get them', () => {
    const frame = data('a');
    expect(sseEvent(frame)).toBe(sseEvent(frame));
    expect(sseEvent(frame).toString()).toBe(
      `id: ${frame.cursor}\nevent: widget:data\ndata: ${frame.json}\n\n`,
    );
  });
});
