import { type Cron, parseCron, TimeZone } from '@app/platform';
import { decideDue } from './due-instants';

const BERLIN = TimeZone.find('Europe/Berlin') as TimeZone;
const cron = (text: string): Cron => parseCron(text) as Cron;
const at = (text: string): number => Date.parse(text);

describe('a schedule that is due', () => {
  const daily = cron('0 8 * * *');
  const due = at('2026-06-01T06:00Z');
  const decide = (now: string, text: Cron = daily) => decideDue(text, BERLIN, due, at(now));

  it('is run when it is young, and is next due a period later', () => {
    expect(decide('2026-06-01T06:00:04Z')).toEqual({
      run: due,
      missed: [],
      missedCount: 0,
      next: at('2026-06-02T06:00Z'),
    });
    expect(decide('2026-06-01T07:00Z').run).toBe(due);
  });

  it('is missed when an hour, or half a period, has passed', () => {
    expect(decide('2026-06-01T07:00:01Z')).toMatchObject({ run: undefined, missed: [due], missedCount: 1 });
    const often = cron('*/10 * * * *');
    expect(decide('2026-06-01T06:04:59Z', often).run).toBe(due);
    expect(decide('2026-06-01T06:05:01Z', often)).toMatchObject({ run: undefined, missed: [due] });
  });

  it('is run once after a long time, for the latest instant alone', () => {
    expect(decide('2026-06-11T06:30Z')).toMatchObject({
      run: at('2026-06-11T06:00Z'),
      missedCount: 10,
      next: at('2026-06-12T06:00Z'),
    });
    const { missed, missedCount } = decide('2026-12-01T12:00Z');
    expect([missed.length, missedCount, missed.at(-1)]).toEqual([100, 184, at('2026-12-01T07:00Z')]);
  });
});
