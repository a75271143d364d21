import { setImmediate as turn } from 'node:timers/promises';
import type { BroadcastTransport } from './broadcast-transport';
import { InProcessChannel, InProcessTransport } from './in-process-transport';
import { InvalidationBus } from './invalidation-bus';

const CHANGE = [{ subject: 'm:1', fields: [7] }];

/** Two processes on one channel and one clock; `a` can be cut off, or lose what it sends. */
function twoProcesses() {
  const channel = new InProcessChannel();
  const wire = { now: 0, lose: false, refuse: false };
  const inner = new InProcessTransport(channel);
  const unreliable: BroadcastTransport = {
    maxBytes: inner.maxBytes,
    listen: (onMessage) => inner.listen(onMessage),
    send: async (text) => {
      if (wire.refuse) throw new Error('the transport is away');
      if (!wire.lose) await inner.send(text);
    },
    close: () => inner.close(),
  };
  const heard: string[] = [];
  const a = new InvalidationBus(unreliable, () => wire.now);
  const b = new InvalidationBus(new InProcessTransport(channel), () => wire.now);
  const start = async () => {
    b.start({ onChanges: (changes) => heard.push(JSON.stringify(changes)), onGap: () => heard.push('gap') });
    a.start({ onChanges: () => {}, onGap: () => {} });
    await settle();
  };
  /** Lets time pass in heartbeats of half a second. */
  const pass = async (ms: number) => {
    for (let at = 0; at < ms; at += 500) {
      wire.now += 500;
      jest.advanceTimersByTime(500);
      await settle();
    }
  };
  return { a, b, heard, wire, start, pass, close: () => Promise.all([a.close(), b.close()]) };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await turn();
}

describe('InvalidationBus', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] }));
  afterEach(() => void jest.useRealTimers());

  it('tells the others what has changed, and nothing else while all is well', async () => {
    const world = twoProcesses();
    await world.start();
    await world.a.publish(CHANGE);
    await world.pass(5_000);
    expect(world.heard).toEqual([JSON.stringify(CHANGE)]);
    await world.close();
  });

  it('notices at the next heartbeat that a message was lost', async () => {
    const world = twoProcesses();
    await world.start();
    world.wire.lose = true;
    await world.a.publish(CHANGE);
    world.wire.lose = false;
    await world.pass(500);
    expect(world.heard).toEqual(['gap']);
    await world.close();
  });

  it('notices that a message could not be sent', async () => {
    const world = twoProcesses();
    await world.start();
    world.wire.refuse = true;
    await expect(world.a.publish(CHANGE)).rejects.toThrow('the transport is away');
    world.wire.refuse = false;
    await world.pass(500);
    expect(world.heard).toEqual(['gap']);
    await world.close();
  });

  it('holds memory for stale once when another process has been silent for a second', async () => {
    const world = twoProcesses();
    await world.start();
    world.wire.lose = true;
    await world.pass(1_000);
    expect(world.heard).toEqual([]);
    await world.pass(4_000);
    expect(world.heard).toEqual(['gap']);
    await world.close();
  });

  it('does not mind a process that said good-bye', async () => {
    const world = twoProcesses();
    await world.start();
    await world.a.close();
    await world.pass(5_000);
    expect(world.heard).toEqual([]);
    await world.b.close();
  });

  it('believes memory only while it hears itself', async () => {
    const world = twoProcesses();
    await world.start();
    expect(world.a.listening).toBe(true);
    world.wire.lose = true;
    await world.pass(1_000);
    expect(world.a.listening).toBe(true);
    await world.pass(500);
    expect(world.a.listening).toBe(false);
    world.wire.lose = false;
    await world.pass(500);
    expect(world.a.listening).toBe(true);
    await world.close();
  });

  it('takes an unreadable text for something missed', async () => {
    const other = new InProcessTransport(new InProcessChannel());
    const gaps: string[] = [];
    const bus = new InvalidationBus(other, () => 0);
    bus.start({ onChanges: () => {}, onGap: () => gaps.push('gap') });
    await other.send('not a message');
    await settle();
    expect(gaps).toEqual(['gap']);
    await bus.close();
  });

  it('splits what does not fit into one text, and says "everything" when a single change does not', async () => {
    const channel = new InProcessChannel();
    const small = Object.assign(new InProcessTransport(channel), { maxBytes: 200 });
    const heard: unknown[] = [];
    const a = new InvalidationBus(small, () => 0);
    const b = new InvalidationBus(new InProcessTransport(channel), () => 0);
    b.start({ onChanges: (changes) => heard.push(...changes), onGap: () => heard.push('gap') });
    a.start({ onChanges: () => {}, onGap: () => {} });
    await settle();
    const changes = Array.from({ length: 20 }, (_, i) => ({ subject: `m:${i}`, fields: [i] }));
    await a.publish(changes);
    await settle();
    expect(heard).toEqual(changes);
    await a.publish([{ subject: 'm:1', fields: Array.from({ length: 500 }, (_, i) => i) }]);
    await settle();
    expect(heard.at(-1)).toBe('gap');
    await Promise.all([a.close(), b.close()]);
  });
});
