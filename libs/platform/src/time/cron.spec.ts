import fc from 'fast-check';
import { type Cron, parseCron } from './cron';
import { nextDue } from './next-due';
import { TimeZone } from './time-zone';

const zone = (name: string): TimeZone => TimeZone.find(name) as TimeZone;
const cron = (text: string): Cron => {
  const parsed = parseCron(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
};
const BERLIN = zone('Europe/Berlin');
const at = (text: string): number => Date.parse(text);
const following = (text: string, from: string, count: number, where = BERLIN): string[] => {
  const instants: string[] = [];
  let instant = at(from);
  for (let index = 0; index < count; index++) {
    instant = nextDue(cron(text), where, instant) as number;
    instants.push(new Date(instant).toISOString().slice(0, 16));
  }
  return instants;
};

describe('five fields', () => {
  it.each([
    ['0 8 * * 1-5', '2026-03-06T12:00Z', ['2026-03-09T07:00', '2026-03-10T07:00']],
    ['0 8 * * MON', '2026-03-06T12:00Z', ['2026-03-09T07:00', '2026-03-16T07:00']],
    ['30 9 1 jan,jul *', '2026-01-01T08:30Z', ['2026-07-01T07:30', '2027-01-01T08:30']],
    ['*/20 6 * * *', '2026-01-01T00:00Z', ['2026-01-01T05:00', '2026-01-01T05:20', '2026-01-01T05:40']],
    ['5/25 * * * *', '2026-01-01T00:00Z', ['2026-01-01T00:05', '2026-01-01T00:30', '2026-01-01T00:55']],
    // Both restricted: either is enough. The 13th, and Fridays.
    ['0 0 13 * 5', '2026-02-10T12:00Z', ['2026-02-12T23:00', '2026-02-19T23:00']],
    // A step from * does not restrict the other kind of day.
    ['0 0 */2 * 0', '2026-03-01T12:00Z', ['2026-03-14T23:00', '2026-03-28T23:00']],
    ['0 0 * * 7', '2026-03-01T12:00Z', ['2026-03-07T23:00', '2026-03-14T23:00']],
    ['0 12 29 2 *', '2026-01-01T00:00Z', ['2028-02-29T11:00', '2032-02-29T11:00']],
  ])('%s after %s', (text, from, expected) => {
    expect(following(text, from, expected.length)).toEqual(expected);
  });

  it.each([
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    'a * * * *',
    '1,,2 * * * *',
    '-1 * * * *',
    '@daily',
    '? * * * *',
    '* * L * *',
    '* * * * MON#1',
    '',
  ])('%s are none', (text) => {
    expect(parseCron(text)).toEqual(expect.stringContaining(' '));
  });

  it('of a day that no calendar has are never due', () => {
    expect(nextDue(cron('0 0 30 2 *'), BERLIN, at('2026-01-01T00:00Z'))).toBeUndefined();
  });
});

describe('when clocks change', () => {
  it('a time that does not exist is due at the first instant after, once', () => {
    // 02:00 to 03:00 on 2026-03-29 is left out in Berlin.
    expect(following('30 2 * * *', '2026-03-28T12:00Z', 2)).toEqual(['2026-03-29T01:00', '2026-03-30T00:30']);
    expect(following('*/15 2,3 * * *', '2026-03-29T00:00Z', 3)).toEqual([
      '2026-03-29T01:00',
      '2026-03-29T01:15',
      '2026-03-29T01:30',
    ]);
    // Where a day begins with the gap.
    expect(following('0 0 * * *', '2018-11-03T12:00Z', 1, zone('America/Sao_Paulo'))).toEqual([
      '2018-11-04T03:00',
    ]);
  });

  it('a time that comes twice is due the first time alone', () => {
    expect(following('30 2 * * *', '2026-10-24T12:00Z', 2)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
    expect(following('30 2 * * *', '2026-10-25T01:00Z', 1)).toEqual(['2026-10-26T01:30']);
  });

  it('every local time of any zone has exactly one instant, and they come in order', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/Sao_Paulo',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at('2010-01-01T00:00Z'), max: at('2030-01-01T00:00Z') }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (name, from, hour, minute) => {
          const where = zone(name);
          const first = nextDue(cron(`${minute} ${hour} * * *`), where, from) as number;
          const second = nextDue(cron(`${minute} ${hour} * * *`), where, first) as number;
          const dayOf = (instant: number): number => Math.floor(where.toLocal(instant) / 86_400_000);
          expect(first).toBeGreaterThan(from);
          expect(dayOf(second) - dayOf(first)).toBe(1);
          expect(nextDue(cron(`${minute} ${hour} * * *`), where, first - 1)).toBe(first);
        },
      ),
    );
  });
});
