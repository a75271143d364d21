import { bareType } from '../database/clickhouse/clickhouse-values';
import { exactNumber, isoTime } from '../database/source-values';
import { wildcard } from '../file/folder-pattern';
import { readTime } from './read-time';
import { tableOf } from './table-of';
import { timeFormatProblem } from './time-format';

const LONG = 1_000_000;

/** Whoever sends such a text must not have the whole process to himself. */
describe('a text that is made to take long', () => {
  it.each<[string, () => unknown, unknown]>([
    [
      'a number of digits that is none',
      () => tableOf('x', [{ a: `${'1'.repeat(LONG)}x` }]).columns[0]?.type,
      'string',
    ],
    ['a decimal of zeros', () => String(exactNumber(`1.${'0'.repeat(LONG)}1`)).length, LONG + 3],
    ['an instant of zeros', () => isoTime(`2026-01-01 00:00:00.${'0'.repeat(LONG)}1`).length, LONG + 22],
    ['a type of types', () => bareType('Nullable('.repeat(LONG) + ')'.repeat(LONG)).length, 10 * (LONG - 3)],
    ['a pattern of names', () => wildcard('*?'.repeat(200) + 'Z')?.(`${'a'.repeat(250)}.csv`), false],
    ['a time against a pattern of years', () => readTime('1'.repeat(60), 'yuyuyuyuyuyuyuyuyuyu'), undefined],
    ['a time that never ends', () => readTime('1'.repeat(LONG), 'yyyy-MM-dd'), undefined],
  ])('does not: %s', (_what, work, expected) => {
    const began = performance.now();
    expect(work()).toEqual(expected);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('a pattern of names', () => {
  it.each([
    ['*.csv', ['a.csv', '.csv'], ['a.csvx', 'a.cs']],
    ['sales-????.*', ['sales-2026.csv', 'sales-abcd.'], ['sales-26.csv', 'sales-2026']],
    ['*a*b*', ['ab', 'xaxbx', 'aab'], ['ba', 'a']],
    ['**?', ['a', 'ab'], ['']],
    ['a+(b)[c]*', ['a+(b)[c]', 'a+(b)[c]d'], ['aab', 'ac']],
  ])('%s', (pattern, yes, no) => {
    const like = wildcard(pattern);
    expect(yes.filter((name) => !like?.(name))).toEqual([]);
    expect(no.filter((name) => like?.(name))).toEqual([]);
  });

  it('is none without a star or a question mark', () => {
    expect(wildcard('sales.csv')).toBeUndefined();
  });
});

describe('a pattern of times', () => {
  it.each(['yyyy-MM-dd HH:mm:ss', "yyyy-MM-dd'T'HH:mm:ss.SSSZZ", 'd LLLL yyyy, h:mm a', 'D'])(
    'may be %s',
    (format) => {
      expect(timeFormatProblem(format)).toBeUndefined();
    },
  );

  it('has each unit once', () => {
    expect(timeFormatProblem('yuyu')).toContain('must have y once');
  });
});
