import { setTimeout as wait } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import type { INestApplicationContext } from '@nestjs/common';
import {
  Database,
  Outbox,
  OutboxPublisher,
  OutboxRelay,
  OutboxWake,
  outboxLag,
  type PublishedEvent,
} from '@app/database';
import { AppError } from '@app/platform';
import { CompiledPrograms } from '../support/compiled-programs';
import { eventually } from '../support/eventually';
import { change, createSubjects, startOutbox } from '../support/outbox-fixtures';
import { createDatabase } from '../support/test-database';

/** Does what the test at hand wants. */
class ScriptedPublisher extends OutboxPublisher {
  static script: (event: PublishedEvent) => Promise<void> = async () => {};
  static seen: string[] = [];

  async publish(event: PublishedEvent): Promise<void> {
    await ScriptedPublisher.script(event);
    ScriptedPublisher.seen.push(`${event.subject} ${(event.payload as { version: number }).version}`);
  }
}

describe('outbox relay', () => {
  let url: string;
  let drop: () => Promise<void>;
  let writer: INestApplicationContext;
  let database: Database;
  const open: INestApplicationContext[] = [];

  const relay = async (): Promise<OutboxRelay> => {
    const app = await startOutbox({ DATABASE_URL: url }, ScriptedPublisher);
    open.push(app);
    return app.get(OutboxRelay, { strict: false });
  };
  const leading = async (): Promise<OutboxRelay> => {
    const one = await relay();
    await eventually(() => one.leading, 'the relay leads');
    return one;
  };

  beforeEach(async () => {
    ({ url, drop } = await createDatabase());
    writer = await startOutbox({ DATABASE_URL: url });
    database = writer.get(Database, { strict: false });
    await createSubjects(database, ['a', 'b', 'c', 'd', 'e']);
    ScriptedPublisher.script = async () => {};
    ScriptedPublisher.seen = [];
  });
  afterEach(async () => {
    for (const app of open.splice(0)) await app.close();
    await writer.close();
    await drop();
  });

  it('publishes what was committed before it started, in order', async () => {
    for (let i = 0; i < 3; i++) await change(writer, 'a');
    expect(await outboxLag(database)).toMatchObject({ events: 3, dead: 0 });
    const one = await leading();
    await eventually(() => ScriptedPublisher.seen.length === 3, 'three events');
    expect(ScriptedPublisher.seen).toEqual(['a 1', 'a 2', 'a 3']);
    await eventually(async () => (await one.lag()).events === 0, 'the outbox is empty');
    expect(await one.lag()).toEqual({ events: 0, oldestMs: 0, dead: 0 });
  });

  it('never publishes what was rolled back', async () => {
    await leading();
    await expect(change(writer, 'a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await change(writer, 'b');
    await eventually(() => ScriptedPublisher.seen.length > 0, 'b is published');
    expect(ScriptedPublisher.seen).toEqual(['b 1']);
  });

  it('is woken at once, and finds by itself what nobody woke it for', async () => {
    await leading();
    const gone = Promise.withResolvers<number>();
    ScriptedPublisher.script = async () => gone.resolve(Date.now());
    await wait(50);
    const before = Date.now();
    await change(writer, 'a');
    expect((await gone.promise) - before).toBeLessThan(300);

    ScriptedPublisher.seen = [];
    await database.transaction((tx) =>
      writer.get(Outbox, { strict: false }).append(tx, {
        topic: 'dashboard.updated',
        subject: 'x',
        organizationId: null,
        payload: { dashboardId: 'x', version: 7 },
      }),
    );
    await eventually(() => ScriptedPublisher.seen.includes('x 7'), 'the poll finds it', 2_000);
  });

  it('publishes an event that commits after one with a higher id', async () => {
    await leading();
    const slow = Promise.withResolvers<void>();
    const inserted = Promise.withResolvers<void>();
    const first = change(writer, 'a', () => {
      inserted.resolve();
      return slow.promise;
    });
    await inserted.promise;
    await change(writer, 'b');
    await eventually(() => ScriptedPublisher.seen.includes('b 1'), 'b passes a');
    slow.resolve();
    await first;
    await eventually(() => ScriptedPublisher.seen.includes('a 1'), 'a follows');
  });

  it('sets a poison event aside without holding up other subjects, and then goes on with its own', async () => {
    ScriptedPublisher.script = async ({ subject, payload }) => {
      if (subject === 'a' && (payload as { version: number }).version === 1) throw new Error('indigestible');
    };
    for (const subject of ['a', 'a', 'b']) await change(writer, subject);
    const one = await leading();
    await eventually(() => ScriptedPublisher.seen.includes('b 1'), 'b is not held up', 2_000);
    expect(ScriptedPublisher.seen).toEqual(['b 1']);
    await eventually(() => ScriptedPublisher.seen.includes('a 2'), 'a goes on', 15_000);
    const { rows } = await database.query('SELECT topic, subject, payload, tries, error FROM outbox_dead');
    expect(rows).toEqual([
      {
        topic: 'dashboard.updated',
        subject: 'a',
        payload: { dashboardId: 'a', version: 1 },
        tries: 5,
        error: 'indigestible',
      },
    ]);
    expect(await one.lag()).toMatchObject({ events: 0, dead: 1 });
  });

  it('waits for a dependency that is away without counting it against the events', async () => {
    let away = true;
    let tries = 0;
    ScriptedPublisher.script = async () => {
      tries++;
      if (away) throw new AppError('DEPENDENCY_UNAVAILABLE', 'the queue is away');
    };
    await change(writer, 'a');
    const one = await leading();
    await eventually(() => tries >= 3, 'it tries again');
    expect(await one.lag()).toMatchObject({ events: 1, dead: 0 });
    away = false;
    await eventually(() => ScriptedPublisher.seen.length === 1, 'it is published');
  });

  it('hands over to another process when its session dies, within two seconds', async () => {
    await leading();
    const other = await relay();
    await wait(600);
    expect(other.leading).toBe(false);
    // The oldest session is the leader's.
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    const before = Date.now();
    await change(writer, 'a');
    await eventually(() => ScriptedPublisher.seen.length === 1, 'somebody publishes');
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  it('pokes once for many calls at a time', async () => {
    const session = await database.session('test');
    let heard = 0;
    session.on('notification', () => heard++);
    await session.query('LISTEN vitrine_outbox');
    const wake = writer.get(OutboxWake, { strict: false });
    for (let i = 0; i < 100; i++) wake.poke();
    await eventually(() => heard >= 2, 'the first and the last are sent');
    await session.query('SELECT 1');
    expect(heard).toBe(2);
    await session.end();
  });
});

describe('outbox relays as processes that are killed', () => {
  it('lose nothing and keep the order of each subject, with concurrent writers', async () => {
    const { url, drop } = await createDatabase();
    const programs = new CompiledPrograms();
    const writer = await startOutbox({ DATABASE_URL: url });
    const database = writer.get(Database, { strict: false });
    const subjects = ['a', 'b', 'c', 'd', 'e'];
    const changesEach = 150;
    try {
      await createSubjects(database, subjects);
      const start = (): Promise<ChildProcess> => programs.start('relay-process', url);
      const relays = await Promise.all([start(), start()]);
      const writing = new AbortController();
      const killing = (async () => {
        let kills = 0;
        while (!writing.signal.aborted || kills < 3) {
          const victim = relays.shift();
          relays.push(await start());
          victim?.kill('SIGKILL');
          kills++;
        }
        return kills;
      })();
      await Promise.all(
        subjects.flatMap((subject) =>
          [0, 1].map(async () => {
            for (let i = 0; i < changesEach / 2; i++)
              await change(writer, subject, () => wait(Math.random() * 10));
          }),
        ),
      );
      writing.abort();
      expect(await killing).toBeGreaterThanOrEqual(3);
      await eventually(
        async () => (await outboxLag(database)).events === 0,
        'everything is published',
        20_000,
      );
      for (const subject of subjects) {
        const { rows } = await database.query<{ version: number }>(
          'SELECT version FROM (SELECT version, min(n) AS first FROM seen WHERE subject = $1 GROUP BY version) AS s ORDER BY first',
          [subject],
        );
        expect(rows.map(({ version }) => version)).toEqual(
          Array.from({ length: changesEach }, (_, i) => i + 1),
        );
      }
    } finally {
      await programs.close();
      await writer.close();
      await drop();
    }
  }, 60_000);
});
