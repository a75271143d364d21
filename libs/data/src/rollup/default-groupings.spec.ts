import { array, assert, constantFrom, integer, property, record, uniqueArray } from 'fast-check';
import { defaultGroupings, groupingKey } from './default-groupings';

const size = (name: string, values: number): { name: string; values: number } => ({ name, values });

describe('the groupings that a metric has by itself', () => {
  it.each([
    ['no dimension', [], [[]]],
    ['one', [size('region', 4)], [[], ['region']]],
    ['two', [size('b', 4), size('a', 10)], [[], ['b'], ['a'], ['a', 'b']]],
    ['one of too many values', [size('host', 65), size('region', 4)], [[], ['region']]],
    ['one of 64', [size('host', 64)], [[], ['host']]],
    [
      'too many combinations together',
      [size('a', 40), size('b', 41), size('c', 42)],
      [[], ['a'], ['b'], ['c'], ['a', 'b']],
    ],
  ])('with %s', (_, dimensions, expected) => {
    expect(defaultGroupings(dimensions)).toEqual(expected);
  });

  it('stay few and narrow, whatever the dimensions', () => {
    const dimensions = uniqueArray(
      record({ name: constantFrom(...'abcdefghijklmnop'.split('')), values: integer({ min: 1, max: 200 }) }),
      { selector: ({ name }) => name, maxLength: 16 },
    );
    assert(
      property(dimensions, (sizes) => {
        const groupings = defaultGroupings(sizes);
        const values = new Map(sizes.map(({ name, values: count }) => [name, count]));
        expect(groupings.length).toBeLessThanOrEqual(8);
        expect(new Set(groupings.map(groupingKey)).size).toBe(groupings.length);
        for (const grouping of groupings) {
          expect(grouping).toEqual(grouping.toSorted());
          const combinations = grouping.reduce((product, name) => product * (values.get(name) ?? 0), 1);
          expect(combinations).toBeLessThanOrEqual(2_000);
        }
      }),
    );
  });

  it('do not depend on the order of the dimensions', () => {
    const sizes = uniqueArray(
      record({ name: constantFrom(...'abcdef'.split('')), values: integer({ min: 1, max: 70 }) }),
      {
        selector: ({ name }) => name,
      },
    );
    assert(
      property(sizes, array(integer(), { minLength: 6, maxLength: 6 }), (dimensions, order) => {
        const shuffled = dimensions.toSorted(
          (a, b) => (order[a.values % 6] ?? 0) - (order[b.values % 6] ?? 0),
        );
        expect(defaultGroupings(shuffled)).toEqual(defaultGroupings(dimensions));
      }),
    );
  });
});
