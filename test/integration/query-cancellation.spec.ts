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

  const ask = (accept: string, { method, signal }: { method: 'GET' | 'POST'; signal?: AbortSignal }) => {
    const authorization = `Bearer ${world.admin.token}`;
    const base = `${world.api}/api/v1/data`;
    const init = { method, signal, headers: { accept, authorization, 'content-type': 'application/json' } };
    return method === 'POST'
      ? fetch(`${base}/query`, { ...init, body: JSON.stringify(JSON_BODY) })
      : fetch(`${base}/metrics?metric=slow&aggregation=count&fill=zero`, init);
  };

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
        const failed = expect(ask(accept, { method, signal: controller.signal })).rejects.toThrow();
        await eventually(async () => (await waitingStatements(world)) === 1, 'the statement waits');
        controller.abort();
        await failed;
        await eventually(async () => (await waitingStatements(world)) === 0, 'the statement has ended');
      });
    });
  });

  describe('when its time is over', () => {
    beforeAll(() => begin({ QUERY_TIMEOUT_MS: '1500' }));
    afterAll(() => world.close());

    it('goes on while somebody else waits for the same answer in the same representation', async () => {
      await whilePointsAreLocked(world, async () => {
        const controller = new AbortController();
        const failed = expect(
          ask('text/csv', { method: 'POST', signal: controller.signal }),
        ).rejects.toThrow();
        const other = ask('text/csv', { method: 'POST' });
        await eventually(async () => (await waitingStatements(world)) === 1, 'one statement waits for both');
        controller.abort();
        await failed;
        const answer = await other;
        expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
          503,
          'QUERY_TIMEOUT',
        ]);
      });
    });

    it.each(['text/csv', 'application/x-ndjson'])(
      'is a problem as %s too when it takes too long',
      async (accept) => {
        await whilePointsAreLocked(world, async () => {
          const answer = await ask(accept, { method: 'POST' });
          expect(answer.status).toBe(503);
          expect(answer.headers.get('content-type')).toContain('application/problem+json');
          expect(answer.headers.get('retry-after')).toBe('5');
          expect(await answer.json()).toMatchObject({ code: 'QUERY_TIMEOUT' });
        });
      },
    );
  });
});
