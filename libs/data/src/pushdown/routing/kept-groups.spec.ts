import type { Filter } from '../../query/metric-query';
import { ofGroups, ofOtherGroups } from './kept-groups';

type Label = (string | null)[];

const LABELS = ['a', 'b', '$other', null];
const ALL: Label[] = LABELS.flatMap((x) => LABELS.flatMap((y) => LABELS.map((z) => [x, y, z])));
const DIMENSIONS = ['x', 'y', 'z'];

function holds(filter: Filter, label: Label): boolean {
  if ('or' in filter) return filter.or.some((inner) => holds(inner, label));
  if ('and' in filter) return filter.and.every((inner) => holds(inner, label));
  const own = label[DIMENSIONS.indexOf(filter.dimension)] ?? null;
  if (filter.operator === 'exists') return (own !== null) === (filter.values[0] === 'true');
  const isOne = own !== null && filter.values.includes(own);
  return filter.operator === 'eq' || filter.operator === 'in' ? isOne : !isOne;
}

const conditions = (filters: readonly Filter[]): number =>
  filters.reduce((sum, filter) => {
    if ('or' in filter) return sum + conditions(filter.or);
    return sum + ('and' in filter ? conditions(filter.and) : 1);
  }, 0);

describe('the groups that top keeps', () => {
  it.each([1, 2, 3, 7, 20, 63, 64])('%i of them, and all others, are told apart by filters', (count) => {
    // 29 and 64 have no divisor in common: the groups come in no order, each once.
    const kept = Array.from({ length: count }, (_, index) => ALL[(index * 29 + 5) % 64] as Label);
    const own = ofGroups(DIMENSIONS, kept);
    const others = ofOtherGroups(DIMENSIONS, kept);
    for (const label of ALL) {
      const isKept = kept.includes(label);
      expect([label, holds(own, label)]).toEqual([label, isKept]);
      expect([label, others.every((filter) => holds(filter, label))]).toEqual([label, !isKept]);
    }
  });

  it('a thousand of them are few conditions', () => {
    const products = Array.from({ length: 1_000 }, (_, index): Label => [`product ${index}`]);
    expect(conditions([ofGroups(['product'], products)])).toBe(1);
    expect(conditions(ofOtherGroups(['product'], products))).toBe(1);
    const groups = products.map(([product = null], index): Label => [product, `region ${index % 10}`]);
    expect(conditions([ofGroups(['product', 'region'], groups)])).toBe(20);
    expect(conditions(ofOtherGroups(['product', 'region'], groups))).toBe(20);
  });

  it('none of them leave all to the others', () => {
    expect(ofOtherGroups(DIMENSIONS, [])).toEqual([]);
  });
});
