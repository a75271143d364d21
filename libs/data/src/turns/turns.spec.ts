import { setTimeout as wait } from 'node:timers/promises';
import { Turns } from './turns';

const NEVER_MS = 60_000;

/** Work that runs until it is told to end, and notes that it has begun. */
function workbench(turns: Turns) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, signal?: AbortSignal): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    ends.set(name, resolve);
    const answer = turns.run({ tenant: name[0] ?? '', user: name.slice(0, 2) }, signal, async () => {
      begun.push(name);
      await promise;
      return name;
    });
    answer.catch(() => {});
    return answer;
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await wait(0);
  };
  return { begun, start, end };
}

/** Names are tenant, user and number: `bx2` is the second of user x of tenant b. */
describe('Turns', () => {
  it('keeps one user to half of the places and one tenant off the last', async () => {
    const { begun, start, end } = workbench(new Turns({ atOnce: 4, waiting: 100, waitMs: NEVER_MS }));
    for (let i = 1; i <= 9; i++) void start(`ax${i}`);
    for (let i = 1; i <= 9; i++) void start(`ay${i}`);
    await wait(0);
    expect(begun).toEqual(['ax1', 'ax2', 'ay1']);
    void start('bz1');
    await wait(0);
    expect(begun).toEqual(['ax1', 'ax2', 'ay1', 'bz1']);
    await end('bz1');
    expect(begun).toHaveLength(4);
    await end('ax1');
    expect(begun.at(-1)).toBe('ax3');
  });

  it('runs everything in the end, and frees the place of work that fails', async () => {
    const turns = new Turns({ atOnce: 2, waiting: 100, waitMs: NEVER_MS });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        turns.run({ tenant: `t${i % 3}`, user: `u${i % 2}` }, undefined, async () => {
          await wait(1);
          if (i % 4 === 0) throw new Error('failed');
          return i;
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(15);
    expect(turns.waiting).toBe(0);
    await expect(turns.run({ tenant: 't', user: 'u' }, undefined, async () => 'free')).resolves.toBe('free');
  });

  it('refuses the newest of the greediest when too much waits', async () => {
    const { start, begun, end } = workbench(new Turns({ atOnce: 1, waiting: 3, waitMs: NEVER_MS }));
    void start('ax1');
    const greedy = [start('ax2'), start('ax3'), start('ax4')];
    const modest = start('bz1');
    await expect(greedy[2]).rejects.toMatchObject({
      code: 'OVERLOADED',
      retryAfterSeconds: expect.any(Number),
    });
    await expect(start('ax5')).rejects.toMatchObject({ code: 'OVERLOADED' });
    await end('ax1');
    await end('ax2');
    await end('bz1');
    await expect(modest).resolves.toBe('bz1');
    expect(begun).toEqual(['ax1', 'ax2', 'bz1', 'ax3']);
  });

  it('refuses what has waited too long', async () => {
    const { start, end } = workbench(new Turns({ atOnce: 1, waiting: 10, waitMs: 20 }));
    const first = start('ax1');
    await expect(start('ax2')).rejects.toMatchObject({ code: 'OVERLOADED' });
    await end('ax1');
    await expect(first).resolves.toBe('ax1');
  });

  it('lets go of who leaves, whether waiting or not yet there', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 10, waitMs: NEVER_MS });
    const { start, begun, end } = workbench(turns);
    void start('ax1');
    const controller = new AbortController();
    const leaving = start('ax2', controller.signal);
    controller.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    await expect(start('ax3', controller.signal)).rejects.toThrow('gone');
    expect(turns.waiting).toBe(0);
    await end('ax1');
    void start('ax4');
    await wait(0);
    expect(begun).toEqual(['ax1', 'ax4']);
  });
});
