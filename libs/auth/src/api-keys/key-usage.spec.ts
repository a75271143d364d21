import type { Database } from '@app/database';
import { Clock } from '@app/platform';
import type { Logger } from 'pino';
import { KeyUsage } from './key-usage';

class StillClock extends Clock {
  time = Date.UTC(2026, 10, 24, 23, 59, 59);
  now(): Date {
    return new Date(this.time);
  }
}

describe('KeyUsage', () => {
  it('writes what was counted by key and UTC day at once, and keeps what could not be written', async () => {
    const clock = new StillClock();
    const statements: unknown[][] = [];
    let isAway = true;
    const tx = {
      query: async (_sql: string, parameters: unknown[]) => {
        statements.push(parameters);
        return { rows: [{ id: 'a' }, { id: 'b' }] };
      },
    };
    const database = {
      transaction: async (work: (executor: typeof tx) => Promise<void>) => {
        if (isAway) throw new Error('connection refused');
        await work(tx);
      },
    };
    const usage = new KeyUsage(database as unknown as Database, clock, {
      warn: () => {},
    } as unknown as Logger);
    const add = (keyId: string, status: number, address = '192.0.2.1') =>
      usage.add({ keyId, status, bytes: 10, address });

    for (const status of [200, 404, 429]) add('a', status);
    add('gone', 200);
    await usage.flush();
    expect(statements).toEqual([]);

    clock.time += 1_000;
    isAway = false;
    add('a', 500, '192.0.2.2');
    add('b', 304);
    await usage.flush();
    expect(statements[1]).toEqual([
      ['a', 'a', 'b'],
      ['2026-11-24', '2026-11-25', '2026-11-25'],
      [3, 1, 1],
      [1, 1, 0],
      [1, 0, 0],
      [30, 10, 10],
    ]);
    const [ids, , addresses] = statements[2] as [string[], Date[], string[]];
    expect(addresses[ids.indexOf('a')]).toBe('192.0.2.2');

    await usage.flush();
    expect(statements).toHaveLength(3);
  });
});
