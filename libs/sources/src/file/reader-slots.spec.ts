import { setImmediate as turn } from 'node:timers/promises';
import { OwnLimitError } from '../source-error';
import { ReaderSlots, type SlotOwner } from './reader-slots';

class Reader implements SlotOwner {
  isIdle = false;
  isRetired = false;
  holds = false;

  private constructor(
    readonly organizationId: string,
    private readonly slots: ReaderSlots,
  ) {}

  static ask(slots: ReaderSlots, organizationId: string, signal?: AbortSignal) {
    const reader = new Reader(organizationId, slots);
    const taken = slots.take(reader, signal).then(() => void (reader.holds = true));
    taken.catch(() => undefined);
    return { reader, taken };
  }

  retire(): void {
    this.isRetired = true;
    if (this.isIdle) this.done();
  }

  done(): void {
    this.holds = false;
    this.slots.give(this);
  }
}

const told = (): Promise<void> => turn();

describe('places for readers of files', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it('are for the organization that holds fewest, in turn', async () => {
    const slots = new ReaderSlots(2);
    const greedy = Array.from({ length: 6 }, () => Reader.ask(slots, 'greedy').reader);
    const others = ['b', 'c'].map((each) => Reader.ask(slots, each).reader);
    await told();
    expect(greedy.map(({ holds }) => holds)).toEqual([true, true, false, false, false, false]);
    greedy[0]?.done();
    greedy[1]?.done();
    await told();
    expect([...greedy, ...others].filter(({ holds }) => holds)).toEqual(others);
    others[0]?.done();
    await told();
    expect(greedy[2]?.holds).toBe(true);
  });

  it('are given up by the one that holds most while another waits, and by nobody for more of its own', async () => {
    const slots = new ReaderSlots(3);
    const greedy = Array.from({ length: 4 }, () => Reader.ask(slots, 'greedy').reader);
    await told();
    expect(greedy.some(({ isRetired }) => isRetired)).toBe(false);
    const { reader } = Reader.ask(slots, 'b');
    expect(greedy.map(({ isRetired }) => isRetired)).toEqual([false, false, true, false]);
    greedy[2]?.done();
    await told();
    expect([reader.holds, greedy[3]?.holds]).toEqual([true, false]);
    // Two and one: that is fair.
    Reader.ask(slots, 'b');
    expect(greedy.filter(({ isRetired }) => isRetired)).toHaveLength(1);
  });

  it('are made free by the one that has been idle longest', async () => {
    const slots = new ReaderSlots(2);
    const [first, second] = ['a', 'b'].map((each) => Reader.ask(slots, each).reader) as [Reader, Reader];
    await told();
    for (const each of [second, first]) {
      each.isIdle = true;
      slots.used(each);
    }
    const { reader } = Reader.ask(slots, 'a');
    await told();
    expect([first.holds, second.holds, reader.holds]).toEqual([true, false, true]);
  });

  it('are kept for who waited in vain, until it comes again or has not', async () => {
    const slots = new ReaderSlots(2);
    const greedy = Array.from({ length: 2 }, () => Reader.ask(slots, 'greedy').reader);
    const refused = Reader.ask(slots, 'b');
    await jest.advanceTimersByTimeAsync(10_000);
    await expect(refused.taken).rejects.toThrow(OwnLimitError);
    await expect(refused.taken).rejects.toMatchObject({ reason: 'busy', retryAfterMs: 10_000 });
    greedy[1]?.done();
    const next = Reader.ask(slots, 'greedy').reader;
    await told();
    expect(next.holds).toBe(false);
    const again = Reader.ask(slots, 'b').reader;
    await told();
    expect(again.holds).toBe(true);
    again.done();
    await told();
    expect(next.holds).toBe(true);

    const gone = Reader.ask(slots, 'c');
    await jest.advanceTimersByTimeAsync(10_000);
    await expect(gone.taken).rejects.toThrow(OwnLimitError);
    next.done();
    const last = Reader.ask(slots, 'greedy');
    await jest.advanceTimersByTimeAsync(9_000);
    expect(last.reader.holds).toBe(false);
    greedy[0]?.done();
    await told();
    expect(last.reader.holds).toBe(true);
  });

  it('have a queue with an end, for each organization its own', async () => {
    const slots = new ReaderSlots(1);
    const leaving = new AbortController();
    const many = Array.from({ length: 34 }, () => Reader.ask(slots, 'greedy', leaving.signal));
    await expect(many.at(-1)?.taken).rejects.toThrow(/Too many files wait/);
    const { reader } = Reader.ask(slots, 'b');
    leaving.abort();
    await expect(many[5]?.taken).rejects.toMatchObject({ reason: 'aborted' });
    many[0]?.reader.done();
    await told();
    expect(reader.holds).toBe(true);
  });
});
