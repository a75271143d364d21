import { EventEmitter } from 'node:events';
import { type Frame, frameOf } from '../frame';
import { encodeFrame, websocketFrame } from './encoded-frame';
import { SocketOutlet } from './socket-outlet';

const RULES = { streamBacklogBytes: 1_000, streamSlowMs: 100 };
const frame = (id: string, n: number, length = 1): Frame =>
  frameOf(
    'widget:data',
    { cursor: `${n}`, widgetId: id, status: 'ok', data: 'x'.repeat(length), meta: null, error: null },
    { cursor: `${n}`, key: id },
  );

/** A websocket of engine.io below which nothing is. */
class Fake extends EventEmitter {
  readonly readyState = 'open';
  writeBuffer: unknown[] = [];
  readonly written: Buffer[] = [];
  readonly below = Object.assign(new EventEmitter(), {
    writableNeedDrain: false,
    write: (bytes: Buffer) => this.written.push(bytes),
  });
  readonly transport = Object.assign(new EventEmitter(), {
    name: 'websocket',
    writable: true,
    socket: { readyState: 1, _socket: this.below },
  });

  get cursors(): (string | undefined)[] {
    return this.written.map((bytes) => /"cursor":"(\d+)"/.exec(bytes.toString())?.[1]);
  }
}

describe('SocketOutlet', () => {
  let slow = 0;
  const opened = (started = true): [Fake, SocketOutlet] => {
    slow = 0;
    const fake = new Fake();
    const outlet = new SocketOutlet(fake as never, '/ws/dashboard/d', RULES, () => void slow++);
    if (started) outlet.start();
    return [fake, outlet];
  };

  it('writes the same bytes to all', () => {
    const [[a, first], [b, second]] = [opened(), opened()];
    const pushed = frame('w', 1);
    first.push(pushed);
    second.push(pushed);
    expect(a.written[0]).toBe(b.written[0]);
    expect(a.written[0]?.subarray(2).toString()).toMatch(
      /^42\/ws\/dashboard\/d,\["widget:data",\{"cursor":"1"/,
    );
  });

  it('writes nothing before the client has heard that it is connected, and nothing before what engine.io has to send', () => {
    const [fake, outlet] = opened(false);
    outlet.push(frame('w', 1));
    expect(fake.cursors).toEqual([]);
    fake.writeBuffer = ['a packet'];
    outlet.start();
    expect(fake.cursors).toEqual([]);
    fake.writeBuffer = [];
    fake.transport.emit('ready');
    expect(fake.cursors).toEqual(['1']);
  });

  it('coalesces what a client does not take, and goes on when it does', () => {
    const [fake, outlet] = opened();
    fake.below.writableNeedDrain = true;
    for (let n = 1; n <= 100; n++) outlet.push(frame(n % 2 === 0 ? 'even' : 'odd', n));
    expect([fake.cursors, slow]).toEqual([[], 0]);
    fake.below.writableNeedDrain = false;
    fake.below.emit('drain');
    expect(fake.cursors).toEqual(['99', '100']);
    outlet.push(frame('odd', 101));
    expect(fake.cursors.at(-1)).toBe('101');
  });

  it('finds a client too slow for which too much waits, however large the first may be', () => {
    const [fake, outlet] = opened();
    fake.below.writableNeedDrain = true;
    outlet.push(frame('a', 1, 5_000));
    expect(slow).toBe(0);
    outlet.push(frame('b', 2, 5_000));
    expect(slow).toBe(1);
  });

  it('finds a client too slow that takes nothing for too long, and only that', () => {
    const [fake, outlet] = opened();
    outlet.assertMoves(performance.now() + 1_000);
    fake.below.writableNeedDrain = true;
    outlet.push(frame('a', 1));
    outlet.assertMoves(performance.now() + 50);
    expect(slow).toBe(0);
    outlet.assertMoves(performance.now() + 150);
    expect(slow).toBe(1);
  });

  it('leaves no listeners behind', () => {
    const [fake, outlet] = opened();
    outlet.stop();
    const left = [fake, fake.transport, fake.below].flatMap((emitter: EventEmitter) => emitter.eventNames());
    expect(left).toEqual([]);
  });

  it.each([0, 125, 126, 65_535, 65_536])('makes websocket frames of %i bytes', (length) => {
    const bytes = websocketFrame('x'.repeat(length));
    const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    expect([bytes[0], bytes.length]).toEqual([0x81, head + length]);
    if (head === 4) expect(bytes.readUInt16BE(2)).toBe(length);
    if (head === 10) expect(bytes.readBigUInt64BE(2)).toBe(BigInt(length));
  });

  it('encodes a frame anew for another namespace', () => {
    const pushed = frame('w', 1);
    expect(encodeFrame(pushed, '/a')).toBe(encodeFrame(pushed, '/a'));
    expect(encodeFrame(pushed, '/b').packet).toContain('2/b,');
  });
});
