import { OwnLimitError, SourceError, type SourceErrorReason } from '../source-error';
import { BackOff } from './back-off';

describe('BackOff', () => {
  let now = 0;
  const longest = (): BackOff =>
    new BackOff(
      () => now,
      () => 0,
    );
  const wait = (backOff: BackOff): number => {
    const from = now;
    while (backOff.error) now += 100;
    return now - from;
  };

  it('waits twice as long after each failure, up to a minute, and begins anew after a success', () => {
    const backOff = longest();
    const waits = Array.from({ length: 8 }, () => {
      backOff.failed(new SourceError('unreachable'));
      return wait(backOff);
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    backOff.succeeded();
    backOff.failed(new SourceError('unreachable'));
    expect(wait(backOff)).toBe(1_000);
  });

  it('waits up to a half shorter at random, and as long as it was asked to', () => {
    const backOff = new BackOff(
      () => now,
      () => 0.999,
    );
    backOff.failed(new SourceError('credentials'));
    expect(wait(backOff)).toBe(600);
    backOff.failed(new SourceError('busy', undefined, { retryAfterMs: 5_000 }));
    expect(wait(backOff)).toBe(5_000);
  });

  it.each<[SourceErrorReason, boolean]>([
    ['unreachable', true],
    ['certificate', true],
    ['credentials', true],
    ['busy', true],
    ['timeout', false],
    ['broken', false],
    ['missing', false],
    ['refused', false],
    ['too-large', false],
    ['aborted', false],
  ])('takes %s for a source that is down: %s', (reason, isDown) => {
    const backOff = longest();
    const error = new SourceError(reason);
    expect([backOff.failed(error), backOff.error]).toEqual([isDown, isDown ? error : undefined]);
  });

  it('takes no source for down because this process has too much to do', () => {
    const backOff = longest();
    expect([backOff.failed(new OwnLimitError('All places are taken.', 10_000)), backOff.error]).toEqual([
      false,
      undefined,
    ]);
  });
});
