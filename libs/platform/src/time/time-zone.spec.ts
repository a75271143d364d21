import * as fc from 'fast-check';
import { IANAZone } from 'luxon';
import { TimeZone } from './time-zone';

const HOUR = 3_600_000;
const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
const zoneOf = (name: string): TimeZone => TimeZone.find(name) as TimeZone;
const moments = fc.tuple(
  fc.constantFrom(...ZONES).map(zoneOf),
  fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2037, 0, 1) }),
);

describe('TimeZone', () => {
  it('knows every zone of the runtime, in any case, and no others', () => {
    for (const name of ZONES) expect(TimeZone.find(name)?.name).toBe(name);
    expect(TimeZone.find('europe/berlin')).toBe(TimeZone.find('Europe/Berlin'));
    for (const name of ['', 'Mars/Olympus', '+02:00', '-05', 'Europe/Berlin\0', 'x'.repeat(10_000)]) {
      expect(TimeZone.find(name)).toBeUndefined();
    }
  });

  it('gives the offset of the tz database at every instant', () => {
    fc.assert(
      fc.property(moments, ([zone, instant]) => {
        expect(zone.offsetAt(instant)).toBe(Math.round(new IANAZone(zone.name).offset(instant) * 60_000));
      }),
      { numRuns: 1_000 },
    );
  });

  it('turns local time into the first instant that shows it or a later one', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -3, max: 3 }), ([zone, around], hours) => {
        const change = zone.spans(around, around + 400 * 24 * HOUR)[1]?.start ?? around;
        const local = zone.toLocal(change) + hours * (HOUR / 2);
        const instant = zone.toInstant(local);
        expect(zone.toLocal(instant)).toBeGreaterThanOrEqual(local);
        expect(zone.toLocal(instant - 1_000)).toBeLessThan(local);
      }),
      { numRuns: 500 },
    );
  });

  it('gives spans that touch, differ and hold', () => {
    fc.assert(
      fc.property(moments, ([zone, from]) => {
        const spans = zone.spans(from, from + 900 * 24 * HOUR);
        expect(spans[0]?.start).toBeLessThanOrEqual(from);
        spans.slice(1).forEach((span, index) => {
          expect(span.start).toBe(spans[index]?.end);
          expect(span.offset).not.toBe(spans[index]?.offset);
          expect(zone.offsetAt(span.start)).toBe(span.offset);
          expect(zone.offsetAt(span.start - 1)).toBe(spans[index]?.offset);
        });
      }),
      { numRuns: 200 },
    );
  });
});
