import type { Database } from '@app/database';
import { SystemClock } from '@app/platform';
import type { Account, AccountRow } from './account';
import { SessionStates } from './session-states';

const row = (sessionId: string, roles = ['viewer']): AccountRow => ({
  sessionId,
  userId: 'u',
  organizationId: 'o',
  email: 'ada@example.com',
  roles,
  dataPolicy: null,
});

/** A session table whose answers the test gives by hand, each as of when its statement began. */
class SessionTable {
  readonly rows = new Map<string, AccountRow>();
  readonly statements: { ids: string[]; answer: () => void; fail: (error: Error) => void }[] = [];

  query(_sql: string, [ids]: [string[]]): Promise<{ rows: AccountRow[] }> {
    const rows = ids.flatMap((id) => this.rows.get(id) ?? []);
    return new Promise((resolve, fail) =>
      this.statements.push({ ids, answer: () => resolve({ rows }), fail }),
    );
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('SessionStates', () => {
  let table: SessionTable;
  let states: SessionStates;
  let now: number;

  beforeEach(() => {
    table = new SessionTable();
    states = new SessionStates(table as unknown as Database, new SystemClock());
    now = 10_000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    table.rows.set('s', row('s'));
  });
  afterEach(() => jest.restoreAllMocks());

  const load = async (): Promise<void> => {
    const loading = states.account('s');
    await turn();
    table.statements.at(-1)?.answer();
    await loading;
  };

  it('asks once for all who ask at the same time', async () => {
    for (const id of ['a', 'b', 'c']) table.rows.set(id, row(id));
    const asked = ['a', 'b', 'a', 'c'].map(async (id) => states.account(id));
    await turn();
    expect(table.statements.map(({ ids }) => ids)).toEqual([['a', 'b', 'c']]);
    table.statements[0]?.answer();
    await expect(Promise.all(asked)).resolves.toHaveLength(4);
  });

  it('answers from memory, asks ahead of time, and gives the same object while nothing changes', async () => {
    await load();
    const account = states.account('s');
    expect(account).not.toBeInstanceOf(Promise);
    now += 600;
    expect(states.account('s')).toBe(account);
    await turn();
    expect(table.statements).toHaveLength(2);
    table.statements[1]?.answer();
    await turn();
    now += 900;
    expect(states.account('s')).toBe(account);
  });

  it('lets nobody in on an answer older than a second', async () => {
    await load();
    table.rows.delete('s');
    now += 1_000;
    const asked = states.account('s') as Promise<Account>;
    await turn();
    table.statements[1]?.answer();
    await expect(asked).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(() => states.account('s')).toThrow(/SESSION_ENDED/);
  });

  it('refuses a session that this process ended, even if a statement that began before says otherwise', async () => {
    await load();
    now += 600;
    void states.account('s');
    await turn();
    states.end(['s']);
    table.statements[1]?.answer();
    await turn();
    await expect(states.account('s')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('does not take what was read before a change of the user for what is true after it', async () => {
    const asked = states.account('s') as Promise<Account>;
    await turn();
    table.rows.set('s', row('s', ['admin']));
    states.forgetUser('u');
    const askedAfter = states.account('s') as Promise<Account>;
    table.statements[0]?.answer();
    await turn();
    await turn();
    table.statements[1]?.answer();
    expect((await asked).roles).toEqual(['admin']);
    expect((await askedAfter).roles).toEqual(['admin']);
    expect(table.statements).toHaveLength(2);
  });

  it('lets nobody in while the database does not answer, and everybody once it does', async () => {
    await load();
    now += 1_000;
    const asked = states.account('s') as Promise<Account>;
    await turn();
    table.statements[1]?.fail(new Error('connection refused'));
    await expect(asked).rejects.toThrow('connection refused');
    await expect(load()).resolves.toBeUndefined();
  });
});
