import { setImmediate as turn } from 'node:timers/promises';
import { mapLimited } from './map-limited';

describe('mapLimited', () => {
  it('keeps the order and never runs more than the limit at once', async () => {
    let running = 0;
    let most = 0;
    const results = await mapLimited([5, 1, 4, 2, 3, 0], 2, async (item) => {
      most = Math.max(most, ++running);
      for (let step = 0; step < item; step++) await turn();
      running--;
      return item * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30, 0]);
    expect(most).toBe(2);
  });

  it('answers nothing for nothing', async () => {
    expect(await mapLimited([], 4, () => Promise.resolve(1))).toEqual([]);
  });

  it('fails when one fails', async () => {
    await expect(mapLimited([1, 2], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
