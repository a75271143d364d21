import type { Principal, Standing } from '@app/auth';
import { AppError, Lifecycle } from '@app/platform';
import type { ConnectionEnd, OpenRequest } from './connection';
import { Connections } from './connections';

const REQUEST: OpenRequest = {
  transport: 'socket.io',
  address: '10.0.0.1',
  method: 'GET',
  template: '/ws/dashboard/:id',
  permission: 'dashboard:read',
  dashboardId: 'd1',
};

interface Held {
  ended: ConnectionEnd[];
  rechecked: Principal[];
}

/** A credential whose state the test sets. */
class Shown implements Standing {
  expiresAt = Infinity;
  principal: Principal | AppError;

  constructor(readonly key: string) {
    this.principal = principal(key);
  }

  current(): Principal {
    if (this.principal instanceof AppError) throw this.principal;
    return this.principal;
  }
}

function principal(id: string): Principal {
  return {
    kind: 'user',
    id,
    organizationId: 'o',
    permissions: new Set(['dashboard:read']),
    dataPolicy: {},
    sessionId: `session of ${id}`,
  };
}

describe('Connections', () => {
  let now = 0;
  let lifecycle: Lifecycle;
  let connections: Connections;
  const events = new Map<string, (event: { payload: object }) => void>();
  const counted: string[] = [];
  /** Whoever may not see the dashboard any more. */
  const refused = new Set<string>();

  beforeEach(() => {
    jest.useFakeTimers();
    now = 0;
    refused.clear();
    counted.length = 0;
    lifecycle = new Lifecycle();
    connections = new Connections(
      { streamsMax: 4, liveViewersPerPrincipal: 2 } as never,
      { now: () => new Date(now) },
      {
        assertMay: ({ permissions }: Principal) => {
          if (!permissions.has('dashboard:read')) throw new AppError('INSUFFICIENT_PERMISSIONS', 'no');
        },
      } as never,
      {
        assertNotGuessing: () => undefined,
        count: async ({ id }: Principal) => void counted.push(id),
      } as never,
      {
        subscribe: (topic: string, handler: (event: { payload: object }) => void) =>
          events.set(topic, handler),
        onGap: () => undefined,
      } as never,
      lifecycle,
      { noteOpening: () => undefined } as never,
      { reading: () => undefined } as never,
    );
    connections.onModuleInit();
    connections.onApplicationBootstrap();
  });
  afterEach(() => {
    connections.onModuleDestroy();
    jest.useRealTimers();
  });

  const open = async (shown: Standing, request: Partial<OpenRequest> = {}) => {
    const held: Held = { ended: [], rechecked: [] };
    const connection = await connections.open(
      shown,
      { ...REQUEST, ...request },
      {
        onEnd: (end) => void held.ended.push(end),
        recheck: async (current) => {
          held.rechecked.push(current);
          if (refused.has(current.id)) throw AppError.notFound('dashboard', 'd1');
        },
      },
    );
    return { ...held, connection };
  };
  const codes = ({ ended }: Held): string[] => ended.map(({ error }) => error.code);

  it('ends all connections of a credential that does not hold any more, and no others', async () => {
    const [shown, other] = [new Shown('a'), new Shown('b')];
    const [first, second, third] = [await open(shown), await open(shown), await open(other)];
    shown.principal = new AppError('SESSION_ENDED', 'over');
    await jest.advanceTimersByTimeAsync(2_000);
    expect([first, second, third].map(codes)).toEqual([['SESSION_ENDED'], ['SESSION_ENDED'], []]);
    expect(first.ended[0]?.reason).toBe('rights');
    expect(connections.size).toBe(1);
  });

  it('hears of sessions that end', async () => {
    const shown = new Shown('a');
    const held = await open(shown);
    shown.principal = new AppError('SESSION_ENDED', 'over');
    events.get('session.ended')?.({ payload: { sessionIds: ['session of a'] } });
    await jest.advanceTimersByTimeAsync(0);
    expect(codes(held)).toEqual(['SESSION_ENDED']);
  });

  it('ends those whose token expires within a second of that', async () => {
    const shown = new Shown('a');
    shown.expiresAt = 500;
    const held = await open(shown);
    shown.principal = new AppError('TOKEN_EXPIRED', 'over');
    now = 501;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(codes(held)).toEqual(['TOKEN_EXPIRED']);
  });

  it('has what is watched asked when the rights change, and ends who lost the permission', async () => {
    const [shown, other] = [new Shown('a'), new Shown('b')];
    const [held, lost] = [await open(shown), await open(other)];
    const narrowed = { ...principal('a'), dataPolicy: { region: ['emea'] } };
    shown.principal = narrowed;
    other.principal = { ...principal('b'), permissions: new Set() };
    await jest.advanceTimersByTimeAsync(2_000);
    expect(held.rechecked).toEqual([narrowed]);
    expect(held.connection.principal).toBe(narrowed);
    expect([held, lost].map(codes)).toEqual([[], ['INSUFFICIENT_PERMISSIONS']]);
  });

  it('leaves the others of a credential alone when one of them closes while it is asked', async () => {
    const shown = new Shown('a');
    const other = await open(shown);
    const { promise, reject } = Promise.withResolvers<void>();
    const leaving = await connections.open(shown, REQUEST, {
      onEnd: () => undefined,
      recheck: () => promise,
    });
    events.get('dashboard.updated')?.({ payload: { dashboardId: 'd1' } });
    leaving.close();
    reject(AppError.notFound('dashboard', 'd1'));
    await jest.advanceTimersByTimeAsync(0);
    expect(codes(other)).toEqual([]);
    expect(connections.size).toBe(1);
  });

  it.each([
    ['at once where an event says so', 0],
    ['within four seconds where none does', 4_000],
  ])('ends those who may not see the dashboard any more, %s', async (_when, ms) => {
    const shown = new Shown('a');
    const [first, second, elsewhere] = [
      await open(shown),
      await open(shown),
      await open(new Shown('b'), { dashboardId: 'd2' }),
    ];
    refused.add('a');
    if (ms === 0) events.get('dashboard.updated')?.({ payload: { dashboardId: 'd1' } });
    await jest.advanceTimersByTimeAsync(ms);
    expect([first, second, elsewhere].map(codes)).toEqual([['NOT_FOUND'], ['NOT_FOUND'], []]);
    // Asked once for both.
    expect(first.rechecked.length + second.rechecked.length).toBe(1);
  });

  it('asks all of a credential that may watch several dashboards each, and ends none for what another watches', async () => {
    const shown = new Shown('a');
    const several = { dashboardId: undefined } as unknown as Partial<OpenRequest>;
    const [first, second] = [await open(shown, several), await open(shown, several)];
    await jest.advanceTimersByTimeAsync(4_000);
    expect([first, second].map(({ rechecked }) => rechecked.length)).toEqual([1, 1]);
  });

  it('asks once more what is being asked while something changes', async () => {
    const shown = new Shown('a');
    const asked: (() => void)[] = [];
    await connections.open(shown, REQUEST, {
      onEnd: () => undefined,
      recheck: () => new Promise((resolve) => asked.push(resolve)),
    });
    const update = events.get('dashboard.updated');
    for (let i = 0; i < 3; i++) update?.({ payload: { dashboardId: 'd1' } });
    expect(asked).toHaveLength(1);
    asked[0]?.();
    await jest.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(2);
  });

  it('decides nothing while the database does not answer', async () => {
    const shown = new Shown('a');
    const held = await open(shown);
    shown.principal = new AppError('DEPENDENCY_UNAVAILABLE', 'down');
    await jest.advanceTimersByTimeAsync(4_000);
    expect(codes(held)).toEqual([]);
    shown.principal = new AppError('SESSION_ENDED', 'over');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(codes(held)).toEqual(['SESSION_ENDED']);
  });

  it('bounds the connections of one principal, and of all', async () => {
    const shown = new Shown('a');
    const [first] = [await open(shown), await open(shown)];
    await expect(open(shown)).rejects.toMatchObject({ code: 'STREAM_LIMIT', retryAfterSeconds: 5 });
    first.connection.close();
    first.connection.close();
    await open(shown);
    await open(new Shown('b'));
    await open(new Shown('c'));
    await expect(open(new Shown('d'))).rejects.toMatchObject({ code: 'OVERLOADED' });
  });

  it('counts embed tokens as connections of the process alone', async () => {
    const shown = new Shown('a');
    shown.principal = { ...principal('a'), kind: 'embed' };
    for (let i = 0; i < 4; i++) await open(shown);
    await expect(open(shown)).rejects.toMatchObject({ code: 'OVERLOADED' });
  });

  it('has those come back of whom it could not be asked what they may see', async () => {
    const shown = new Shown('a');
    const ended: ConnectionEnd[] = [];
    await connections.open(shown, REQUEST, {
      onEnd: (end) => void ended.push(end),
      recheck: () => Promise.reject(new AppError('DEPENDENCY_UNAVAILABLE', 'down')),
    });
    events.get('dashboard.updated')?.({ payload: { dashboardId: 'd1' } });
    await jest.advanceTimersByTimeAsync(0);
    expect(ended.map(({ reason }) => reason)).toEqual(['reconnect']);
  });

  it('tells everybody to come back when the process stops, and lets nobody in', async () => {
    const held = await open(new Shown('a'));
    await lifecycle.close(1_000);
    expect(held.ended.map(({ reason }) => reason)).toEqual(['reconnect']);
    await expect(open(new Shown('a'))).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
