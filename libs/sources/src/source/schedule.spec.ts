import { nextTime, parseSchedule, type Schedule } from './schedule';

const problem = (value: unknown): [string | undefined, string | undefined] => {
  try {
    parseSchedule(value);
    return [undefined, 'it was read'];
  } catch (error) {
    const [first] = (error as { errors: { pointer: string; message: string }[] }).errors;
    return [first?.pointer, first?.message];
  }
};

describe('a schedule', () => {
  it('is of cron with a time zone, or of seconds', () => {
    expect(parseSchedule({ cron: '0 6 * * mon-fri', timezone: 'europe/berlin' })).toEqual({
      cron: '0 6 * * mon-fri',
      timezone: 'Europe/Berlin',
    });
    expect(parseSchedule({ cron: '0 6 1 * *' })).toEqual({ cron: '0 6 1 * *', timezone: 'UTC' });
    expect(parseSchedule({ everySeconds: 300 })).toEqual({ everySeconds: 300 });
  });

  it.each<[unknown, string]>([
    ['*/5 * * * *', '/schedule'],
    [[], '/schedule'],
    [{}, '/schedule/everySeconds'],
    [{ everySeconds: 9 }, '/schedule/everySeconds'],
    [{ everySeconds: 60.5 }, '/schedule/everySeconds'],
    [{ everySeconds: '60' }, '/schedule/everySeconds'],
    [{ everySeconds: 60, cron: '* * * * *' }, '/schedule'],
    [{ cron: '@daily' }, '/schedule/cron'],
    [{ cron: '* * * * * *' }, '/schedule/cron'],
    [{ cron: '60 * * * *' }, '/schedule/cron'],
    [{ cron: 'H * * * *' }, '/schedule/cron'],
    [{ cron: '0 0 L * *' }, '/schedule/cron'],
    [{ cron: '0 0 * * 1#1' }, '/schedule/cron'],
    [{ cron: '0 0 30 2 *' }, '/schedule/cron'],
    [{ cron: 5 }, '/schedule/cron'],
    [{ cron: `${'0,'.repeat(100)}0 * * * *` }, '/schedule/cron'],
    [{ cron: '* * * * *', timezone: 'Berlin' }, '/schedule/timezone'],
    [{ cron: '* * * * *', timezone: '+01:00' }, '/schedule/timezone'],
    [{ timezone: 'UTC' }, '/schedule/cron'],
    [{ everySeconds: 60, jitter: 1 }, '/schedule/jitter'],
  ])('%j is none', (value, pointer) => {
    expect(problem(value)).toEqual([pointer, expect.stringMatching(/must|no part|cannot be read/)]);
  });

  const after = (schedule: Schedule, from: string): string =>
    nextTime(schedule, new Date(from)).toISOString();

  it('has its next time on the wall clock of its zone', () => {
    const daily = { cron: '30 2 * * *', timezone: 'Europe/Berlin' };
    expect(after(daily, '2026-03-27T12:00:00Z')).toBe('2026-03-28T01:30:00.000Z');
    // There is no half past two on the day when the clock goes forward: it is when the gap ends.
    expect(after(daily, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    // And twice on the day when it goes back: once is enough.
    expect(after(daily, '2026-10-25T00:31:00Z')).toBe('2026-10-26T01:30:00.000Z');
    expect(after(daily, '2026-03-29T12:00:00Z')).toBe('2026-03-30T00:30:00.000Z');
    expect(after({ everySeconds: 90 }, '2026-03-28T12:00:00Z')).toBe('2026-03-28T12:01:30.000Z');
  });

  it('that can no longer be read waits, and keeps no other from its time', () => {
    expect(after({ cron: '0 0 L * *', timezone: 'UTC' }, '2026-01-01T00:00:00Z')).toMatch(/^9999/);
  });

  it('comes later than what it comes after', () => {
    expect(after({ cron: '0 * * * *', timezone: 'UTC' }, '2026-01-01T05:00:00Z')).toBe(
      '2026-01-01T06:00:00.000Z',
    );
    expect(after({ cron: '0 * * * *', timezone: 'UTC' }, '2026-01-01T04:59:59.999Z')).toBe(
      '2026-01-01T05:00:00.000Z',
    );
  });
});
