import { SourcePlaces } from './source-places';

const { signal } = new AbortController();

describe('SourcePlaces', () => {
  it('lets so many run at once in one source, whatever happens in others', async () => {
    const places = new SourcePlaces({ atOnce: 2, waiting: 10 });
    const ends: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    };
    const all = Array.from({ length: 5 }, () => places.run('a', signal, work));
    await places.run('b', signal, () => Promise.resolve());
    for (let ended = 0; ended < 5;) {
      const end = ends.shift();
      if (end) ended += 1;
      end?.();
      await Promise.resolve();
    }
    await Promise.all(all);
    expect(most).toBe(2);
  });

  it('refuses what would wait behind too many, and lets go of who gives up', async () => {
    const places = new SourcePlaces({ atOnce: 1, waiting: 1 });
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = places.run('a', signal, () => promise);
    const leaving = new AbortController();
    const second = places.run('a', leaving.signal, () => Promise.reject(new Error('never runs')));
    await expect(places.run('a', signal, () => Promise.resolve())).rejects.toMatchObject({
      code: 'OVERLOADED',
    });
    leaving.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    const third = places.run('a', signal, () => Promise.resolve('ran'));
    resolve();
    await first;
    expect(await third).toBe('ran');
  });
});
