import { canonicalLocale, canonicalTimezone } from './canonical-names';

describe('names in preferences', () => {
  it.each([
    ['de', 'de'],
    ['de-at', 'de-AT'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
    ['en-US-u-hc-h12', 'en-US-u-hc-h12'],
  ])('locale %s is written %s', (given, written) => {
    expect(canonicalLocale(given)).toBe(written);
  });

  it.each(['', 'de_AT', 'xx-klingon-', 'english', 'C', '*', 'en-US, de', 'd'.repeat(101)])(
    'locale %p is none',
    (given) => {
      expect(canonicalLocale(given)).toBeUndefined();
    },
  );

  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['UTC', 'UTC'],
    ['US/Pacific', 'US/Pacific'],
  ])('time zone %s is written %s', (given, written) => {
    expect(canonicalTimezone(given)).toBe(written);
  });

  it.each(['', '+02:00', 'Mars/Olympus', 'Europe/Berlin ', '../etc', 'E'.repeat(101)])(
    'time zone %p is none',
    (given) => {
      expect(canonicalTimezone(given)).toBeUndefined();
    },
  );
});
