import type { Database } from '@app/database';
import { Clock, createLogger } from '@app/platform';
import { type AuditActor, type AuditEntry, AuditLog } from './audit-log';
import { CoalescedAudit } from './coalesced-audit';

class ManualClock extends Clock {
  ms = 1_000_000;
  override now(): Date {
    return new Date(this.ms);
  }
}

class Rows extends AuditLog {
  readonly written: { id: string | null; entry: AuditEntry }[] = [];
  failing = false;
  override async record(_tx: unknown, actor: AuditActor, entry: AuditEntry): Promise<void> {
    if (this.failing) throw new Error('the database is away');
    this.written.push({ id: actor.id, entry });
  }
}

const ada: AuditActor = { kind: 'user', id: 'ada', organizationId: 'o' };
const denied = (id: string): AuditEntry => ({ action: 'access.denied', subject: { type: 'route', id } });

describe('CoalescedAudit', () => {
  let clock: ManualClock;
  let rows: Rows;
  let audit: CoalescedAudit;

  beforeEach(() => {
    clock = new ManualClock();
    rows = new Rows(clock);
    audit = new CoalescedAudit(rows, {} as Database, clock, createLogger({ name: 'api', level: 'silent' }));
  });

  it('writes the first at once, and how often it was repeated when the minute is over', async () => {
    for (let i = 0; i < 1_000; i++) {
      await audit.note(ada, denied('GET /users'));
      clock.ms += 10;
    }
    expect(rows.written).toHaveLength(1);
    clock.ms += 60_000;
    await audit.closeOlderThan(60_000);
    expect(rows.written.map(({ entry }) => entry.detail)).toEqual([
      undefined,
      { repeated: 999, since: new Date(1_000_000).toISOString(), until: new Date(1_009_990).toISOString() },
    ]);
  });

  it('begins anew after a minute, without losing what it had counted', async () => {
    await audit.note(ada, denied('a'));
    await audit.note(ada, denied('a'));
    clock.ms += 60_000;
    await audit.note(ada, denied('a'));
    expect(rows.written.map(({ entry }) => (entry.detail as { repeated?: number })?.repeated)).toEqual([
      undefined,
      1,
      undefined,
    ]);
  });

  it('keeps actors apart, and gives one that does everything at once 21 rows', async () => {
    for (let i = 0; i < 500; i++) await audit.note(ada, denied(`GET /${i}`));
    await audit.note({ ...ada, id: 'bob' }, denied('GET /0'));
    expect(rows.written.filter(({ id }) => id === 'ada')).toHaveLength(21);
    expect(rows.written.filter(({ id }) => id === 'bob')).toHaveLength(1);
    await audit.closeOlderThan(0);
    const last = rows.written.at(-1)?.entry;
    expect(last).toMatchObject({ subject: { type: 'route', id: '*' }, detail: { repeated: 479 } });
  });

  it('does not take for written what was not', async () => {
    rows.failing = true;
    await expect(audit.note(ada, denied('a'))).rejects.toThrow('the database is away');
    rows.failing = false;
    await audit.note(ada, denied('a'));
    expect(rows.written).toHaveLength(1);
  });
});
