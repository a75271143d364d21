import fc from 'fast-check';
import { type TurnKey, TurnQueue } from './turn-queue';

const key = (name: string): TurnKey => ({ tenant: name[0] ?? '', user: name });

function queueOf(...names: string[]): TurnQueue<string> {
  const queue = new TurnQueue<string>();
  for (const name of names) queue.push(key(name.replace(/\d/, '')), name);
  return queue;
}

function drain(queue: TurnQueue<string>): string[] {
  const order: string[] = [];
  for (let item = queue.shift(() => true); item !== undefined; item = queue.shift(() => true))
    order.push(item);
  return order;
}

/** Names are tenant, user and number: `bx2` is the second of user x of tenant b. */
describe('TurnQueue', () => {
  it('lets tenants take turns, and within one its users', () => {
    const queue = queueOf('ax1', 'ax2', 'ax3', 'ax4', 'ay1', 'bz1', 'bz2');
    expect(drain(queue)).toEqual(['ax1', 'bz1', 'ay1', 'bz2', 'ax2', 'ax3', 'ax4']);
  });

  it('passes over who may not, without losing its place', () => {
    const queue = queueOf('ax1', 'ay1', 'bz1');
    expect(queue.shift(({ tenant }) => tenant === 'b')).toBe('bz1');
    expect(queue.shift(({ user }) => user === 'ay')).toBe('ay1');
    expect(queue.shift(({ user }) => user === 'ay')).toBeUndefined();
    expect(drain(queue)).toEqual(['ax1']);
  });

  it('drops the newest of the user who has most', () => {
    const queue = queueOf('ax1', 'ay1', 'ay2', 'bz1', 'bz2', 'ay3');
    expect(queue.dropGreediest()).toBe('ay3');
    expect(queue.dropGreediest()).toBe('ay2');
    expect(drain(queue)).toEqual(['ax1', 'bz1', 'ay1', 'bz2']);
  });

  it('gives back all that was put in, once, and each user in order', () => {
    const names = fc.array(fc.constantFrom('ax', 'ay', 'bx', 'cx', 'cy'), { maxLength: 30 });
    fc.assert(
      fc.property(names, (given) => {
        const queue = new TurnQueue<{ name: string; number: number }>();
        for (const [number, name] of given.entries()) queue.push(key(name), { name, number });
        const out: { name: string; number: number }[] = [];
        for (let item = queue.shift(() => true); item; item = queue.shift(() => true)) out.push(item);
        for (const name of new Set(given)) {
          const numbers = [...given.keys()].filter((number) => given[number] === name);
          expect(out.filter((item) => item.name === name).map(({ number }) => number)).toEqual(numbers);
        }
        expect(out).toHaveLength(given.length);
        expect(queue.size).toBe(0);
      }),
    );
  });
});
