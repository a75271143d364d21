import { MarkAges } from './mark-ages';

describe('mark ages', () => {
  it('grow while the oldest mark stays, and fall to the next one when it goes', () => {
    const ages = new MarkAges();
    expect(ages.waiting({ at: 1_000, oldestId: 10, newestId: 10 })).toBe(0);
    expect(ages.waiting({ at: 2_000, oldestId: 10, newestId: 20 })).toBe(1_000);
    expect(ages.waiting({ at: 3_000, oldestId: 10, newestId: 30 })).toBe(2_000);
    // 15 was written between the looks that saw 10 and 20 as the newest.
    expect(ages.waiting({ at: 4_000, oldestId: 15, newestId: 30 })).toBe(2_000);
    expect(ages.waiting({ at: 5_000, oldestId: 31, newestId: 40 })).toBe(0);
  });

  it('are nothing while there is no mark, and begin anew after that', () => {
    const ages = new MarkAges();
    ages.waiting({ at: 1_000, oldestId: 10, newestId: 10 });
    expect(ages.waiting(undefined)).toBe(0);
    expect(ages.waiting({ at: 9_000, oldestId: 11, newestId: 11 })).toBe(0);
  });

  it('stay about right while marks pile up for days', () => {
    const ages = new MarkAges();
    for (let look = 0; look <= 20_000; look++) ages.waiting({ at: look, oldestId: 1, newestId: look + 1 });
    expect(ages.waiting({ at: 20_001, oldestId: 1, newestId: 20_002 })).toBe(20_001);
    const half = ages.waiting({ at: 20_002, oldestId: 10_000, newestId: 20_003 });
    expect(half).toBeGreaterThan(9_900);
    expect(half).toBeLessThanOrEqual(10_003);
  });
});
