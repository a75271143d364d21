import { isNoteworthy } from './failed-logins';

describe('isNoteworthy', () => {
  it('takes the first five, then ever fewer', () => {
    const noted = Array.from({ length: 1_100 }, (_, n) => n + 1).filter(isNoteworthy);
    expect(noted).toEqual([1, 2, 3, 4, 5, 8, 16, 32, 64, 128, 256, 512, 1_024]);
  });
});
