import { frameOf } from '../frame';
import { SseStream, type StreamPace } from './sse-stream';
import { sseEvent, sseMessage } from './sse-text';

const PACE: StreamPace = { heartbeatMs: 1_000, retryMs: 2_000, slowMs: 5_000, backlogBytes: 100_000 };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const data = (widgetId: string, bytes: number, n = 0) =>
  frameOf(
    'widget:data',
    {
      cursor: `e-${n}`,
      widgetId,
      status: 'ok',
      data: 'x'.repeat(bytes),
      meta: null,
      error: null,
    },
    { cursor: `e-${n}`, key: widgetId },
  );

/** Reads all that there is, as a client would that is quick. */
function reader(stream: SseStream): { text: () => string } {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { text: () => Buffer.concat(chunks).toString() };
}

describe('SseStream', () => {
  let now = 0;
  const streams: SseStream[] = [];
  const aStream = (): SseStream => {
    const stream = new SseStream(PACE);
    streams.push(stream);
    return stream;
  };

  beforeEach(() => {
    now = 1_000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const stream of streams.splice(0)) stream.destroy();
  });

  it('sends frames whole and in order, however large', async () => {
    const stream = aStream();
    const { text } = reader(stream);
    const frames = [data('a', 10), data('b', 300_000), data('c', 10)];
    for (const frame of frames) stream.send(frame);
    await turn();
    expect(text()).toBe(
      `retry: 2000\n\n${frames.map(({ json, event }) => `id: e-0\n${sseMessage(event, json)}`).join('')}`,
    );
  });

  it('encodes a frame once for all who get it', () => {
    const frame = data('a', 10);
    expect(sseEvent(frame)).toBe(sseEvent(frame));
  });

  it('keeps only the newest for a client that does not read, and holds little', async () => {
    const stream = aStream();
    await turn();
    for (let n = 0; n < 1_000; n++) stream.send(data('a', 50_000, n));
    expect(stream.isSlow).toBe(false);
    const { text } = reader(stream);
    await turn();
    expect(text()).toContain('id: e-999\n');
    expect(text().length).toBeLessThan(300_000);
  });

  it('is too slow when its client takes nothing for too long, and not while there is nothing to take', async () => {
    const stream = aStream();
    await turn();
    now += 60_000;
    expect(stream.isSlow).toBe(false);
    for (const widget of ['a', 'b', 'c']) stream.send(data(widget, 40_000));
    now += 4_000;
    expect(stream.isSlow).toBe(false);
    now += 1_001;
    expect(stream.isSlow).toBe(true);
    reader(stream);
    await turn();
    expect(stream.isSlow).toBe(false);
  });

  it('is too slow when more waits than may, not counting as much as a snapshot', async () => {
    const stream = aStream();
    await turn();
    const widgets = Object.fromEntries([['a', { status: 'ok', data: 'x'.repeat(500_000) } as never]]);
    const snapshot = { cursor: 'e-1', dashboardId: 'd', version: 1, widgets };
    stream.send(frameOf('snapshot', snapshot, { cursor: 'e-1', key: 'snapshot' }));
    stream.send(data('a', 90_000));
    expect(stream.isSlow).toBe(false);
    for (const widget of ['b', 'c', 'd', 'e', 'f', 'g']) stream.send(data(widget, 90_000));
    expect(stream.isSlow).toBe(true);
  });

  it('says that it is there when nothing else was said for a while', async () => {
    const stream = aStream();
    const { text } = reader(stream);
    await turn();
    stream.beat();
    await turn();
    expect(text()).toBe('retry: 2000\n\n');
    now += 1_000;
    stream.beat();
    stream.beat();
    await turn();
    expect(text()).toBe('retry: 2000\n\n: still here\n\n');
  });

  it('ends with its last words instead of what waits, but never in the middle of an event', async () => {
    const stream = aStream();
    await turn();
    const begun = data('a', 200_000);
    stream.send(begun);
    stream.send(data('b', 10));
    stream.say('event: session:expired\ndata: {}\n\n');
    stream.send(data('c', 10));
    const { text } = reader(stream);
    const ended = new Promise((resolve) => stream.once('end', resolve));
    await ended;
    expect(text().endsWith(`${begun.json}\n\nevent: session:expired\ndata: {}\n\n`)).toBe(true);
    expect(text()).not.toContain('"widgetId":"b"');
  });

  it('ends after the dashboard is gone', async () => {
    const stream = aStream();
    const { text } = reader(stream);
    stream.send(frameOf('dashboard:deleted', { dashboardId: 'd' }, { cursor: 'e-1' }));
    await new Promise((resolve) => stream.once('end', resolve));
    expect(text()).toContain('event: dashboard:deleted\n');
    expect(stream.isOver).toBe(true);
  });
});
