import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Lifecycle, loadConfig } from '@app/platform';
import { EventSource } from 'eventsource';
import pino from 'pino';
import { createApi } from '../../apps/api/src/create-api';
import { eventually } from '../support/eventually';
import { aWorld, login, type World, type WorldUser } from '../support/world';

interface Ticket {
  ticket: string;
  expiresIn: number;
}

interface Snapshot {
  cursor: string;
  widgets: Record<string, { status: string; data: { rows: unknown[][] } }>;
}

/** A stream that is read as text. */
class Reading {
  text = '';
  ended = false;
  readonly done: Promise<void>;

  constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    this.done = this.read().finally(() => (this.ended = true));
  }

  close(): void {
    this.abort.abort();
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) this.text += decoder.decode(chunk as Uint8Array);
    } catch {
      // Closed by the test.
    }
  }
}

describe('streams of dashboards', () => {
  let world: World;
  let other: NestFastifyApplication;
  let otherUrl: string;
  let owner: WorldUser;
  let dashboard: string;
  let widget: string;
  const open: { close: () => void }[] = [];

  const post = <B = { id: string }>(path: string, body?: unknown, token = owner.token) =>
    world.request<B>('POST', `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }) });
  const aTicket = async (token = owner.token): Promise<string> => {
    const { status, body } = await post<Ticket>('/auth/stream-ticket', undefined, token);
    expect([status, body.expiresIn]).toEqual([201, 60]);
    return body.ticket;
  };
  const path = (query = ''): string => `/api/v1/dashboards/${dashboard}/stream${query}`;
  const read = async (
    options: { url?: string; headers?: Record<string, string>; query?: string } = {},
  ): Promise<Reading> => {
    const abort = new AbortController();
    const headers = options.headers ?? { authorization: `Bearer ${owner.token}` };
    const url = (options.url ?? world.api) + path(options.query);
    const reading = new Reading(await fetch(url, { headers, signal: abort.signal }), abort);
    open.push(reading);
    return reading;
  };
  const ingest = async (value: number): Promise<void> => {
    const { status } = await post('/data/points', { points: [{ metric: 'streamed', value }] });
    expect(status).toBe(201);
  };
  const errorOf = async (response: Promise<Response> | Response) => {
    const { status, headers, ...rest } = await response;
    void rest;
    const body = (await (await response).json()) as { code: string };
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    return [status, body.code];
  };
  const get = (query: string, headers: Record<string, string> = {}, url = world.api) =>
    fetch(url + path(query), { headers });

  beforeAll(async () => {
    world = await aWorld({ env: { STREAM_HEARTBEAT_MS: '1000', LIVE_EVALUATION_MS: '100' } });
    await world.worker();
    other = await createApi({
      config: loadConfig({ ...world.environment, PORT: '0' }),
      logger: pino({ level: 'silent' }),
    });
    await other.listen(0, '127.0.0.1');
    otherUrl = (await other.getUrl()).replace('[::1]', '127.0.0.1');
    owner = await world.user({ roles: ['analyst'] });
    await ingest(1);
    dashboard = (await post('/dashboards', { name: 'Streamed' })).body.id;
    const query = { metrics: [{ metric: 'streamed', aggregation: 'sum' }], timeRange: '1h' };
    widget = (
      await post('/widgets', {
        dashboardId: dashboard,
        type: 'stat',
        title: 'Sum',
        config: { query, display: {} },
      })
    ).body.id;
  });
  afterEach(() => {
    for (const each of open.splice(0)) each.close();
  });
  afterAll(async () => {
    await other.close();
    await world.close();
  });

  it('bring EventSource a snapshot, then what changes, on every process', async () => {
    const seen: { name: string; id: string; payload: Snapshot & { data: { rows: unknown[][] } } }[] = [];
    const source = new EventSource(`${otherUrl}${path(`?timerange=2h&ticket=${await aTicket()}`)}`);
    open.push(source);
    for (const name of ['snapshot', 'widget:data'])
      source.addEventListener(name, (event) =>
        seen.push({ name, id: event.lastEventId, payload: JSON.parse(event.data as string) as never }),
      );
    await eventually(() => seen.length > 0, 'a snapshot');
    expect(seen[0]).toMatchObject({ name: 'snapshot', id: seen[0]?.payload.cursor });
    expect(seen[0]?.payload.widgets[widget]).toMatchObject({ status: 'ok', data: { rows: [[1]] } });
    await ingest(41);
    await eventually(() => seen.some(({ name }) => name === 'widget:data'), 'new data');
    const last = seen.at(-1);
    expect(last).toMatchObject({
      id: last?.payload.cursor,
      payload: { widgetId: widget, data: { rows: [[42]] } },
    });
  });

  it('have headers that keep nobody from passing events on, and say that they are there', async () => {
    const { response, ...reading } = await read();
    void reading;
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('x-request-id')).toBeTruthy();
    expect(response.headers.get('ratelimit-policy')).toBeNull();
    const alias = await fetch(`${world.api}/api/v1/dashboard/${dashboard}/stream`, {
      headers: { authorization: `Bearer ${owner.token}` },
    });
    expect(alias.status).toBe(200);
    await alias.body?.cancel();
    const beating = open.at(-1) as Reading;
    await eventually(() => beating.text.includes('\n\n: still here\n\n'), 'a heartbeat');
    expect(beating.text.startsWith('retry: 2000\n\nid: ')).toBe(true);
  });

  it('begin with a snapshot again, whatever the last event was', async () => {
    const headers = { authorization: `Bearer ${owner.token}`, 'last-event-id': 'abc-17' };
    const reading = await read({ headers });
    await eventually(() => reading.text.includes('event: '), 'an event');
    expect(/event: (\S+)/.exec(reading.text)?.[1]).toBe('snapshot');
  });

  it('answer what is wrong as a problem, before they begin', async () => {
    const as = (token: string) => ({ authorization: `Bearer ${token}` });
    const viewer = await world.user({ roles: ['viewer'] });
    expect(await errorOf(get(''))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await errorOf(get('', as(viewer.token)))).toEqual([404, 'NOT_FOUND']);
    expect(await errorOf(get('?timerange=never', as(owner.token)))).toEqual([400, 'VALIDATION_FAILED']);
    expect(await errorOf(get('?unknown=1', as(owner.token)))).toEqual([400, 'VALIDATION_FAILED']);
    const made = await post<{ key: string }>(
      '/api-keys',
      { name: 'k', permissions: ['data:read'] },
      world.admin.token,
    );
    expect(await errorOf(get('', { 'x-api-key': made.body.key }))).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    expect((await fetch(world.api + path(), { method: 'HEAD', headers: as(owner.token) })).status).toBe(200);
  });

  it('end when the session does, and say so', async () => {
    const user = await login(world.api, owner.email, owner.password);
    const mine = await read({ headers: { authorization: `Bearer ${user.token}` } });
    const elsewhere = await read({
      query: `?ticket=${await aTicket(user.token)}`,
      url: otherUrl,
      headers: {},
    });
    const unaffected = await read();
    await post('/auth/logout', undefined, user.token);
    await eventually(() => mine.ended && elsewhere.ended, 'the end');
    for (const { text } of [mine, elsewhere])
      expect(text.slice(text.lastIndexOf('event: '))).toMatch(
        /^event: session:expired\ndata: \{"code":"SESSION_ENDED","detail":".+"\}\n\n$/,
      );
    expect(unaffected.ended).toBe(false);
  });

  it('end when the dashboard is not shared any more', async () => {
    const viewer = await world.user({ roles: ['viewer'] });
    const share = (shares: object[]) =>
      world.request('PUT', `/api/v1/dashboards/${dashboard}/shares`, {
        token: owner.token,
        body: { shares },
      });
    await share([{ userId: viewer.id, access: 'read' }]);
    const reading = await read({ url: otherUrl, headers: { authorization: `Bearer ${viewer.token}` } });
    expect(reading.response.status).toBe(200);
    await share([]);
    await eventually(() => reading.ended, 'the end');
    expect(reading.text).toMatch(/event: (dashboard:deleted|session:expired)\n.*\n\n$/);
  });

  describe('tickets', () => {
    it('are good once, also when two processes are asked at the same time', async () => {
      for (let round = 0; round < 5; round++) {
        const query = `?ticket=${await aTicket()}`;
        const answers = await Promise.all([get(query), get(query, {}, otherUrl)]);
        expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
        for (const answer of answers) {
          if (answer.status === 401) expect(await errorOf(answer)).toEqual([401, 'INVALID_TICKET']);
          else await answer.body?.cancel();
        }
      }
    });

    it('are good for a minute, and never for longer than what they stand for', async () => {
      const old = await aTicket();
      await world.database.query(`UPDATE stream_ticket SET expires_at = expires_at - interval '1 minute'`);
      expect(await errorOf(get(`?ticket=${old}`))).toEqual([401, 'INVALID_TICKET']);
      const user = await login(world.api, owner.email, owner.password);
      const ended = await aTicket(user.token);
      await post('/auth/logout', undefined, user.token);
      expect(await errorOf(get(`?ticket=${ended}`))).toEqual([401, 'SESSION_ENDED']);
      await world.database.query(`UPDATE stream_ticket SET expires_at = expires_at - interval '1 minute'`);
      await aTicket();
      const { rows } = await world.database.query('SELECT FROM stream_ticket');
      expect(rows.length).toBeLessThanOrEqual(2);
    });

    it('open streams and nothing else, and stand alone', async () => {
      const ticket = await aTicket();
      const data = await fetch(`${world.api}/api/v1/dashboards/${dashboard}/data?ticket=${ticket}`);
      expect([data.status, ((await data.json()) as { code: string }).code]).toEqual([401, 'UNAUTHENTICATED']);
      const bearer = await get('', { authorization: `Bearer ${ticket}` });
      expect(await errorOf(bearer)).toEqual([401, 'INVALID_TOKEN']);
      const both = get(`?ticket=${ticket}`, { authorization: `Bearer ${owner.token}` });
      expect(await errorOf(both)).toEqual([400, 'AMBIGUOUS_CREDENTIALS']);
      for (const wrong of ['', 'vst_short', 'x'.repeat(47), `${ticket}&ticket=${ticket}`])
        expect(await errorOf(get(`?ticket=${wrong}`))).toEqual([401, 'INVALID_TICKET']);
      expect((await read({ query: `?ticket=${ticket}`, headers: {} })).response.status).toBe(200);
    });

    it('stand for embed tokens, keys and the organization that somebody acts in', async () => {
      const embed = await post<{ token: string }>(`/dashboards/${dashboard}/embed-tokens`, {});
      const permissions = ['dashboard:read', 'data:read'];
      const key = await post<{ key: string }>('/api-keys', { name: 'k', permissions }, world.admin.token);
      await world.request('PATCH', `/api/v1/dashboards/${dashboard}`, {
        token: owner.token,
        body: { visibility: 'organization' },
      });
      const organization = await post('/organizations', { name: 'Elsewhere' }, world.admin.token);
      const acting = { 'x-organization-id': organization.body.id };
      const cases: [Record<string, string>, number][] = [
        [{ authorization: `Bearer ${embed.body.token}` }, 200],
        [{ 'x-api-key': key.body.key }, 200],
        [{ authorization: `Bearer ${world.admin.token}` }, 200],
        [{ authorization: `Bearer ${world.admin.token}`, ...acting }, 404],
      ];
      for (const [headers, status] of cases) {
        const made = await world.request<Ticket>('POST', '/api/v1/auth/stream-ticket', { headers });
        const reading = await read({ query: `?ticket=${made.body.ticket}`, headers: {} });
        expect([made.status, reading.response.status]).toEqual([201, status]);
      }
    });

    it('are kept as hashes, beside what nobody can open without them', async () => {
      const ticket = await aTicket();
      const { rows } = await world.database.query<{ text: string }>(
        `SELECT hash || convert_from(decode(replace(encode(sealed, 'escape'), E'\\\\', ''), 'escape'), 'SQL_ASCII') AS text FROM stream_ticket`,
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const secret of [ticket, ticket.slice(4, 24), owner.token.slice(-30)])
        expect(rows.map(({ text }) => text).join()).not.toContain(secret);
    });
  });

  it('are told to come back when the process stops, which does not wait for them', async () => {
    const reading = await read({ url: otherUrl });
    await eventually(() => reading.text.includes('event: snapshot'), 'a snapshot');
    const began = performance.now();
    await other.get(Lifecycle).close(10_000);
    expect(performance.now() - began).toBeLessThan(3_000);
    await reading.done;
    expect(reading.text).toMatch(/\n\nretry: 1000\n\n: SHUTTING_DOWN .*\n\n$/);
  });
});
