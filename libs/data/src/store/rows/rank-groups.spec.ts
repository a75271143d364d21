import { rankGroups } from './rank-groups';

describe('rankGroups', () => {
  it('puts the greatest first, then orders by code point, nulls last', () => {
    const row = (value: number | null, ...groups: (string | null)[]) => ({
      bucket: 0,
      groups,
      values: [value],
    });
    const rows = [
      row(null, 'a'),
      row(1, null),
      row(1, '\u{1F600}'),
      row(1, '\uFF5E'),
      row(1, 'b'),
      row(2, 'z'),
    ];
    expect(rankGroups(rows, 9)).toEqual([['z'], ['b'], ['\uFF5E'], ['\u{1F600}'], [null], ['a']]);
    expect(rankGroups(rows, 1)).toEqual([['z']]);
  });
});
