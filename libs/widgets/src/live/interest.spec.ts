import * as fc from 'fast-check';
import { interestOf, isAffected } from './interest';

const span = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.nat(8))
  .map(([fromDay, more]) => ({ metric: 1, fromDay, toDay: fromDay + more }));
const days = ({ fromDay, toDay }: { fromDay: number; toDay: number }) =>
  Array.from({ length: toDay - fromDay + 1 }, (_, i) => fromDay + i);

describe('what an answer is affected by', () => {
  it('is a change of any of its days, and no other', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 4 }), span, (own, changed) => {
        const shared = own.some((each) => days(each).some((day) => days(changed).includes(day)));
        expect(isAffected(interestOf(own, false), changed)).toBe(shared);
      }),
    );
  });

  it('is the day after its last one too where the end moves on', () => {
    const own = [{ metric: 1, fromDay: 10, toDay: 12 }];
    const next = { fromDay: 13, toDay: 13 };
    expect(isAffected(interestOf(own, false), next)).toBe(false);
    expect(isAffected(interestOf(own, true), next)).toBe(true);
    expect(isAffected(interestOf(own, true), { fromDay: 14, toDay: 20 })).toBe(false);
  });

  it('is everything while nobody knows', () => {
    expect(isAffected('any', { fromDay: 1, toDay: 1 })).toBe(true);
  });
});
