import { DeathCount } from './death-count';

describe('DeathCount', () => {
  it('waits longer each time and gives up at the fifth death within a minute', () => {
    const deaths = new DeathCount();
    const verdicts = [0, 1, 2, 3, 4].map((second) => deaths.record(second * 1000));
    expect(verdicts.map(({ delayMs }) => delayMs)).toEqual([250, 500, 1000, 2000, 4000]);
    expect(verdicts.map(({ hopeless }) => hopeless)).toEqual([false, false, false, false, true]);
  });

  it('forgets deaths after a minute', () => {
    const deaths = new DeathCount();
    const verdicts = [0, 20, 40, 60, 80, 100, 120].map((second) => deaths.record(second * 1000));
    expect(verdicts.some(({ hopeless }) => hopeless)).toBe(false);
  });
});
