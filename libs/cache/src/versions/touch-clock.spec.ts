import * as fc from 'fast-check';
import type { Fields } from './dependency';
import { type Stamped, TouchClock } from './touch-clock';

const fields = fc.record({
  subject: fc.constantFrom('a', 'b', 'c'),
  fields: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
});

type Step =
  | { kind: 'touch'; change: Fields }
  | { kind: 'answer'; dependencies: Fields[] }
  | { kind: 'epoch' }
  | { kind: 'floor'; back: number }
  | { kind: 'check' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fields.map((change) => ({ kind: 'touch' as const, change })) },
    {
      weight: 4,
      arbitrary: fc
        .array(fields, { minLength: 1, maxLength: 3 })
        .map((dependencies) => ({ kind: 'answer' as const, dependencies })),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'epoch' as const }) },
    { weight: 1, arbitrary: fc.nat(5).map((back) => ({ kind: 'floor' as const, back })) },
    { weight: 3, arbitrary: fc.constant({ kind: 'check' as const }) },
  ),
  { maxLength: 60 },
);

/** Plays the steps, and says for each answer whether the clock calls it fresh and whether it truly is. */
function play(list: Step[], clock: TouchClock): { fresh: boolean; truly: boolean }[] {
  const answers: { stamped: Stamped; truly: boolean }[] = [];
  const spoil = (when: (dependency: Fields) => boolean) => {
    for (const answer of answers) if (answer.stamped.dependencies.some(when)) answer.truly = false;
  };
  for (const step of list) {
    if (step.kind === 'touch') {
      clock.touch([step.change]);
      spoil((d) => d.subject === step.change.subject && d.fields.some((f) => step.change.fields.includes(f)));
    } else if (step.kind === 'answer') {
      const stamped = { clock: clock.now, checkedAt: clock.now, dependencies: step.dependencies };
      answers.push({ stamped, truly: true });
    } else if (step.kind === 'epoch') {
      clock.touchEverything();
      spoil(() => true);
    } else if (step.kind === 'floor') clock.raiseFloor(clock.now - step.back);
    else for (const { stamped } of answers) clock.isFresh(stamped);
  }
  return answers.map(({ stamped, truly }) => ({ fresh: clock.isFresh(stamped), truly }));
}

describe('TouchClock', () => {
  it('never calls a stale answer fresh, whatever is touched, pruned and checked in between', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 30 }), (list, bound) => {
        for (const { fresh, truly } of play(list, new TouchClock(bound))) expect(fresh && !truly).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('calls every answer fresh that is, as long as nothing was pruned', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const unpruned = list.filter((step) => step.kind !== 'floor');
        for (const { fresh, truly } of play(unpruned, new TouchClock())) expect(fresh).toBe(truly);
      }),
      { numRuns: 500 },
    );
  });

  it('makes an answer stale whose computation began before the touch, though it ended after it', () => {
    const clock = new TouchClock();
    const dependencies = [{ subject: 'm:1', fields: [7] }];
    const readBefore = clock.now;
    clock.touch([{ subject: 'm:1', fields: [7] }]);
    expect(clock.isFresh({ clock: readBefore, checkedAt: readBefore, dependencies })).toBe(false);
    expect(clock.isFresh({ clock: clock.now, checkedAt: clock.now, dependencies })).toBe(true);
  });

  it('looks at no dependency again while nothing at all was touched', () => {
    const clock = new TouchClock();
    let looks = 0;
    const answer = {
      clock: clock.now,
      checkedAt: clock.now,
      get dependencies() {
        looks++;
        return [{ subject: 'm:1', fields: [7] }];
      },
    };
    clock.touch([{ subject: 'm:2', fields: [7] }]);
    for (let i = 0; i < 100; i++) expect(clock.isFresh(answer)).toBe(true);
    expect(looks).toBe(1);
  });

  it('leaves other days and other metrics alone', () => {
    const clock = new TouchClock();
    const answer = {
      clock: clock.now,
      checkedAt: clock.now,
      dependencies: [{ subject: 'm:1', fields: [7, 8] }],
    };
    clock.touch([
      { subject: 'm:1', fields: [9] },
      { subject: 'm:2', fields: [7] },
    ]);
    expect(clock.isFresh(answer)).toBe(true);
  });

  it('keeps no more touches than its bound', () => {
    const clock = new TouchClock(1_000);
    for (let day = 0; day < 50_000; day++) clock.touch([{ subject: `m:${day % 70}`, fields: [day] }]);
    expect(clock.size).toBeLessThanOrEqual(1_000);
  });

  it('loses no hit when the floor rises to where every answer is younger', () => {
    const clock = new TouchClock();
    clock.touch([{ subject: 'm:1', fields: [1] }]);
    const answer = {
      clock: clock.now,
      checkedAt: clock.now,
      dependencies: [{ subject: 'm:1', fields: [1] }],
    };
    clock.raiseFloor(clock.now);
    clock.touch([{ subject: 'm:9', fields: [1] }]);
    expect(clock.size).toBe(1);
    expect(clock.isFresh(answer)).toBe(true);
  });
});
