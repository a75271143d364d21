import { assert, date, integer, property } from 'fast-check';
import { parseTimestamp } from './parse-timestamp';

describe('parseTimestamp', () => {
  it.each([
    ['2026-11-01T12:00:00.000Z', '2026-11-01T12:00:00.000Z'],
    ['2026-11-01t12:00:00z', '2026-11-01T12:00:00.000Z'],
    ['2026-11-01T12:00Z', '2026-11-01T12:00:00.000Z'],
    ['2026-11-01T12:00:00.1Z', '2026-11-01T12:00:00.100Z'],
    ['2026-11-01T12:00:00.123999999Z', '2026-11-01T12:00:00.123Z'],
    ['2026-11-01T01:00:00+05:30', '2026-10-31T19:30:00.000Z'],
    ['2026-11-01T01:00:00-0800', '2026-11-01T09:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(parseTimestamp(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'now',
    '2026-11-01',
    '2026-11-01T12:00:00',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-01T24:00:00Z',
    '2026-11-01T12:60:00Z',
    '2026-11-01T12:00:60Z',
    '2026-11-01T12:00:00+24:00',
    '2026-11-01T12:00:00 Z',
    '1700000000',
    '+012026-11-01T12:00:00Z',
  ])('refuses %p', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it('reads whatever toISOString writes, in any zone', () => {
    const instants = date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    assert(
      property(instants, integer({ min: -14 * 60, max: 14 * 60 }), (instant, offset) => {
        const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const size = Math.abs(offset);
        const zone = [Math.floor(size / 60), size % 60]
          .map((part) => String(part).padStart(2, '0'))
          .join(':');
        expect(parseTimestamp(`${local}${offset < 0 ? '-' : '+'}${zone}`)).toBe(instant.getTime());
      }),
    );
  });
});
