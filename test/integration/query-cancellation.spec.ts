import { Cache } from '@app/cache';
import { eventually } from '../support/eventually';
import { waitingStatements, whilePointsAreLocked } from '../support/locked-points';
import { aWorld, type World } from '../support/world';

const JSON_BODY = { metrics: [{ metric: 'slow', aggregation: 'sum' }], interval: 'auto', fill: 'zero' };

describe('A question whose statement waits', () => {
  let world: World;

  const begin = async (env: Record<string, string> = {}): Promise<void> => {
    world = await aWorld({ env });
    const points = [{ metric: 'slow', value: 1 }];
    await world.request('POST', '/api/v1/data/points', { token: world.admin.token, body: { points } });
  };
  const ask = (accept: string, method: 'GET' | 'POST', signal?: AbortSignal): Promise<Response> => {
    const authorization = `Bearer ${world.admin.token}`;
    const base = `${world.api}/api/v1/data`;
    const init = { method, signal, headers: { accept, authorization, 'content-type': 'application/json' } };
    return method === 'POST'
      ? fetch(`${base}/query`, { ...init, body: JSON.stringify(JSON_BODY) })
      : fetch(`${base}/metrics?metric=slow&aggregation=count&fill=zero`, init);
  };
  const waiting = (count: number): Promise<unknown> =>
    eventually(async () => (await waitingStatements(world)).length === count, `${count} statements wait`);

  describe('while its time is not over', () => {
    beforeAll(() => begin());
    afterAll(() => world.close());

    it.each([
      ['application/json', 'POST'],
      ['text/csv', 'POST'],
      ['application/x-ndjson', 'POST'],
      ['text/csv', 'GET'],
    ] as const)('as %s by %s ends in the database when the client hangs up', async (accept, method) => {
      await whilePointsAreLocked(world, async () => {
        const controller = new AbortController();
        const failed = expect(ask(accept, method, controller.signal)).rejects.toThrow();
        await waiting(1);
        controller.abort();
        await failed;
        await waiting(0);
      });
    });

    it('goes on while somebody else waits for the same answer', async () => {
      const joined = (): number => world.get(Cache).stats().classes.aggregation.joined;
      let other: Promise<Response> | undefined;
      await whilePointsAreLocked(world, async () => {
        const [first, last] = [new AbortController(), new AbortController()];
        const failures = [
          expect(ask('text/csv', 'POST', first.signal)).rejects.toThrow(),
          expect(ask('text/csv', 'GET', last.signal)).rejects.toThrow(),
        ];
        await waiting(2);
        const before = joined();
        other = ask('text/csv', 'POST');
        await eventually(() => joined() > before, 'another waits for the answer of the first');
        // When the last one's end has come to the database, that of the first before it would have too.
        first.abort();
        await failures[0];
        last.abort();
        await failures[1];
        await waiting(1);
      });
      const answer = await other;
      expect([answer?.status, await answer?.text()]).toEqual([200, expect.stringContaining('time,slow')]);
    });
  });

  describe('when its time is over', () => {
    beforeAll(() => begin({ QUERY_TIMEOUT_MS: '1500' }));
    afterAll(() => world.close());

    it.each(['text/csv', 'application/x-ndjson'])('is a problem as %s too', async (accept) => {
      await whilePointsAreLocked(world, async () => {
        const answer = await ask(accept, 'POST');
        expect(answer.status).toBe(503);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        expect(answer.headers.get('retry-after')).toBe('5');
        expect(await answer.json()).toMatchObject({ code: 'QUERY_TIMEOUT' });
      });
    });
  });
});
