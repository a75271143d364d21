import type { Database } from '@app/database';
import type { AuditLog } from '../audit/audit-log';
import type { Taken, WindowCounter } from '../limits/window-counter';
import { FailedLogins, isNoteworthy } from './failed-logins';

describe('isNoteworthy', () => {
  it('takes the first five, then ever fewer', () => {
    const noted = Array.from({ length: 1_100 }, (_, n) => n + 1).filter(isNoteworthy);
    expect(noted).toEqual([1, 2, 3, 4, 5, 8, 16, 32, 64, 128, 256, 512, 1_024]);
  });
});

describe('FailedLogins', () => {
  it('stops writing when an organization has its thousand rows of a window, and leaves the others theirs', async () => {
    const taken = new Map<string, number>();
    const take = ({ key, limit }: { key: string; limit: number }): Promise<Taken> => {
      const count = (taken.get(key) ?? 0) + 1;
      if (count > limit) return Promise.resolve({ admitted: false, retryAfterSeconds: 1 });
      taken.set(key, count);
      return Promise.resolve({ admitted: true, count });
    };
    const record = jest.fn().mockResolvedValue(undefined);
    const failures = new FailedLogins(
      {} as Database,
      { take } as unknown as WindowCounter,
      { record } as unknown as AuditLog,
    );
    for (let n = 0; n < 1_200; n++) await failures.record({ id: `user-${n}`, organizationId: 'one' }, 1);
    expect(record).toHaveBeenCalledTimes(1_000);
    await failures.record({ id: 'user', organizationId: 'two' }, 1);
    await failures.record(undefined, 1);
    expect(record).toHaveBeenCalledTimes(1_002);
  });
});
