import { DashboardService } from '@app/dashboards';
import { ask, codesOf, type GraphqlAnswer } from '../support/graphql-client';
import { eventually } from '../support/eventually';
import { sentStatements } from '../support/sent-statements';
import { aWorld, type World, type WorldUser } from '../support/world';

const RANGE = 'timeRange: {from: "2026-11-01", to: "2026-12-01"}';
const NOBODYS = '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f99';
const QUERY = {
  metrics: [{ metric: 'sales', aggregation: 'sum' }],
  timeRange: { from: '2026-11-01', to: '2026-12-01' },
};

describe('GraphQL', () => {
  let world: World;
  let viewer: WorldUser;
  let dashboardId: string;
  let widgetId: string;

  const make = async (name: string, input: object = {}) => {
    const { body } = await ask<{ createDashboard: { id: string } }>(
      world,
      'mutation($input: DashboardInput!) { createDashboard(input: $input) { id } }',
      { variables: { input: { name, visibility: 'ORGANIZATION', ...input } } },
    );
    return body.data?.createDashboard.id ?? '';
  };
  const addWidget = async (id: string, config: object = { query: QUERY }) => {
    const { body } = await ask<{ createWidget: { id: string } }>(
      world,
      'mutation($input: WidgetInput!) { createWidget(input: $input) { id } }',
      { variables: { input: { dashboardId: id, type: 'STAT', title: 'Sales', config } } },
    );
    return body.data?.createWidget.id ?? '';
  };

  beforeAll(async () => {
    world = await aWorld({ env: { GRAPHQL_INTROSPECTION: 'false' } });
    viewer = await world.user({ roles: ['viewer'], dataPolicy: { region: ['emea'] } });
    const points = [1, 2, 4].map((value) => ({
      metric: 'sales',
      value,
      timestamp: `2026-11-0${value}T00:00:00Z`,
      dimensions: { region: value > 1 ? 'emea' : 'apac' },
    }));
    await world.request('POST', '/api/v1/data/points', { token: world.admin.token, body: { points } });
    dashboardId = await make('Sales');
    widgetId = await addWidget(dashboardId);
  });
  afterAll(() => world.close());

  describe('answers', () => {
    const METRICS = `{
      byRegion: metrics(aggregation: SUM, groupBy: DIMENSION, dimension: "region", metric: "sales", ${RANGE}) { name value dimension dimensions }
      byDay: metrics(aggregation: SUM, groupBy: DATE, metric: "sales", limit: 2, ${RANGE}) { value time }
      analytics(metric: "sales", dimension: "region", ${RANGE}) { rows { dimension value share } truncated }
    }`;

    it('what REST answers, and says where rows were left out', async () => {
      const { status, body } = await ask<object>(world, METRICS);
      expect([status, body.errors]).toEqual([200, undefined]);
      expect(body).toEqual({
        data: {
          byRegion: [
            { name: 'sales', value: 1, dimension: 'apac', dimensions: { region: 'apac' } },
            { name: 'sales', value: 6, dimension: 'emea', dimensions: { region: 'emea' } },
          ],
          byDay: [
            { value: 1, time: '2026-11-01T00:00:00.000Z' },
            { value: 2, time: '2026-11-02T00:00:00.000Z' },
          ],
          analytics: {
            rows: [
              { dimension: 'emea', value: 6, share: 6 / 7 },
              { dimension: 'apac', value: 1, share: 1 / 7 },
            ],
            truncated: false,
          },
        },
        extensions: { truncated: ['metrics'] },
      });
    });

    it('what the data policy of the caller lets through', async () => {
      const { body } = await ask<{ byRegion: object[] }>(world, METRICS, { token: viewer.token });
      expect(body.data?.byRegion).toEqual([
        { name: 'sales', value: 6, dimension: 'emea', dimensions: { region: 'emea' } },
      ]);
    });

    it('dashboards with their widgets and data, narrowed as asked', async () => {
      const { body } = await ask<object>(
        world,
        `query($id: ID!, $f: [FilterInput!]) { dashboard(id: $id) {
          name visibility layout { columns items { widgetId w } } filters { dimension }
          widgets { title type config data(filters: $f) { status columns { name type } rows error } }
          data { widgetId rows }
        } }`,
        { variables: { id: dashboardId, f: [{ dimension: 'region', values: ['apac'] }] } },
      );
      expect(body).toMatchObject({
        data: {
          dashboard: {
            name: 'Sales',
            visibility: 'ORGANIZATION',
            layout: { columns: 12, items: [{ widgetId, w: 3 }] },
            widgets: [
              {
                type: 'STAT',
                config: { query: { metrics: [{ metric: 'sales' }] } },
                data: {
                  status: 'OK',
                  columns: [{ name: 'sales', type: 'NUMBER' }],
                  rows: [[1]],
                  error: null,
                },
              },
            ],
            data: [{ widgetId, rows: [[7]] }],
          },
        },
      });
    });

    it('changes of widgets, with the same checks as REST', async () => {
      const update =
        'mutation($id: ID!, $input: WidgetInput!) { updateWidget(id: $id, input: $input) { title version } }';
      const renamed = await ask<object>(world, update, {
        variables: { id: widgetId, input: { title: 'Sum', config: null } },
      });
      expect(renamed.body.data).toEqual({ updateWidget: { title: 'Sum', version: 2 } });
      const wrong = await ask<object>(world, update, {
        variables: { id: widgetId, input: { config: { query: {} } } },
      });
      const rest = await world.request<{ errors: object }>('PATCH', `/api/v1/widgets/${widgetId}`, {
        token: world.admin.token,
        body: { config: { query: {} } },
      });
      expect(wrong.body.errors?.[0]?.extensions.errors).toEqual(rest.body.errors);
    });

    it('a request for an export with the job', async () => {
      const { body } = await ask<{ exportDashboard: { id: string } }>(
        world,
        'mutation($id: ID!) { exportDashboard(id: $id, format: CSV) { id status format progress } }',
        { variables: { id: dashboardId } },
      );
      expect(body.data).toMatchObject({ exportDashboard: { status: 'QUEUED', format: 'CSV', progress: 0 } });
      const job = await ask<object>(world, 'query($id: ID!) { exportJob(id: $id) { format } }', {
        variables: { id: body.data?.exportDashboard.id },
      });
      expect(job.body.data).toEqual({ exportJob: { format: 'CSV' } });
    });

    it('twenty dashboards with their widgets in as many statements as one', async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => make(`Many ${index}`)));
      await Promise.all(ids.map((id) => addWidget(id)));
      const asked = (limit: number) => async () => {
        const { body } = await ask<{ dashboards: { widgets: object[] }[] }>(
          world,
          'query($limit: Int) { dashboards(limit: $limit) { id widgets { id title } } }',
          { variables: { limit } },
        );
        expect(body.data?.dashboards.filter(({ widgets }) => widgets.length === 1)).toHaveLength(limit);
      };
      const of = async (limit: number) =>
        (await sentStatements(world, asked(limit))).filter((sql) =>
          /from .{0,3}(dashboard|widget)\b/i.test(sql),
        );
      const [one, twenty] = [await of(1), await of(20)];
      expect(twenty).toHaveLength(one.length);
      expect(one).toHaveLength(2);
      const next = await ask<{ dashboards: object[] }>(world, '{ dashboards(limit: 5, offset: 19) { id } }');
      expect(next.body.data?.dashboards).toHaveLength(2);
    });
  });

  describe('lets nobody do more than REST', () => {
    it('without a credential, or with a bad one', async () => {
      for (const [token, code] of [
        [undefined, 'UNAUTHENTICATED'],
        ['not.a.token', 'INVALID_TOKEN'],
      ] as const) {
        const answer = await ask(world, '{ __typename }', { token });
        expect([answer.status, codesOf(answer)]).toEqual([401, [code]]);
      }
    });

    it('without the permission of the field, and writes it to the audit log', async () => {
      const answer = await ask<object>(world, 'mutation { createDashboard(input: {name: "no"}) { id } }', {
        token: viewer.token,
      });
      expect([answer.status, codesOf(answer), answer.body.data]).toEqual([
        200,
        ['INSUFFICIENT_PERMISSIONS'],
        null,
      ]);
      const denied = await eventually(async () => {
        const log = await world.request<{ data: { subject: { id: string } }[] }>(
          'GET',
          '/api/v1/audit-log?action=access.denied',
          { token: world.admin.token },
        );
        return log.body.data.find(({ subject }) => subject.id.includes('graphql'));
      }, 'the denial');
      expect(denied.subject.id).toBe('POST /graphql createDashboard');
    });

    it('with a dashboard or widget that is not there for it: it is as good as absent', async () => {
      const hidden = await make('Hidden', { visibility: 'PRIVATE' });
      const seen = async (id: string) => {
        const { body } = await ask(world, 'query($id: ID!) { dashboard(id: $id) { id data { rows } } }', {
          variables: { id },
          token: viewer.token,
        });
        return JSON.stringify(body)
          .replaceAll(id, '<id>')
          .replaceAll(/"(timestamp|requestId)":"[^"]+"/g, '');
      };
      expect(await seen(hidden)).toBe(await seen(NOBODYS));
      expect(await seen(hidden)).toContain('NOT_FOUND');
    });

    it('by an API key, whose endpoints and permissions bind it', async () => {
      const key = async (fields: object) => {
        const body = { name: 'k', permissions: ['data:read'], ...fields };
        const made = await world.request<{ key: string }>('POST', '/api/v1/api-keys', {
          token: world.admin.token,
          body,
        });
        return { token: undefined, headers: { 'x-api-key': made.body.key } };
      };
      const sum = `{ metrics(aggregation: SUM, groupBy: DIMENSION, dimension: "region", ${RANGE}) { value } }`;
      const allowed = await key({ allowedEndpoints: ['POST /graphql'] });
      expect((await ask<{ metrics: object[] }>(world, sum, allowed)).body.data?.metrics).toHaveLength(2);
      expect(codesOf(await ask(world, '{ dashboards { id } }', allowed))).toEqual([
        'INSUFFICIENT_PERMISSIONS',
      ]);
      const elsewhere = await ask(world, sum, await key({ allowedEndpoints: ['GET /api/v1/data/*'] }));
      expect([elsewhere.status, codesOf(elsewhere)]).toEqual([403, ['ENDPOINT_NOT_ALLOWED']]);
      // A request, and a field that reads data, are two of what a key may do.
      const limited = await key({ limits: { requestsPerMinute: 3 } });
      const answers = [await ask(world, sum, limited), await ask(world, sum, limited)];
      expect(answers.map(codesOf)).toEqual([[], ['RATE_LIMITED']]);
    });

    it('by an embed token, which shows its dashboard and nothing else', async () => {
      const { body } = await world.request<{ token: string }>(
        'POST',
        `/api/v1/dashboards/${dashboardId}/embed-tokens`,
        {
          token: world.admin.token,
          body: {},
        },
      );
      const one = 'query($id: ID!) { dashboard(id: $id) { widgets { data { rows } } } }';
      const own = await ask<object>(world, one, { token: body.token, variables: { id: dashboardId } });
      expect(own.body.data).toEqual({ dashboard: { widgets: [{ data: { rows: [[7]] } }] } });
      const other = await ask(world, one, { token: body.token, variables: { id: await make('Other') } });
      const list = await ask(world, '{ dashboards { id } }', { token: body.token });
      expect([codesOf(other), codesOf(list)]).toEqual([['NOT_FOUND'], ['INSUFFICIENT_PERMISSIONS']]);
    });
  });

  describe('is not harmed by', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    const HOSTILE: [what: string, query: string, code: string][] = [
      ['depth', `{ dashboards { ${'or { '.repeat(20)} id ${'} '.repeat(20)} } }`, 'LIMIT_EXCEEDED'],
      [
        'many aliases',
        `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
        'LIMIT_EXCEEDED',
      ],
      ['one field a thousand times', `{ ${'__typename '.repeat(1_000)} }`, 'LIMIT_EXCEEDED'],
      ['more tokens than there may be', `{ ${'__typename '.repeat(4_000)} }`, 'LIMIT_EXCEEDED'],
      ['costs', '{ dashboards(limit: 200) { widgets { data { rows } } } }', 'LIMIT_EXCEEDED'],
      [
        'fragments in a circle',
        '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
        'VALIDATION_FAILED',
      ],
      [
        'fragments that double',
        `{ ...A0 } ${Array.from({ length: 40 }, (_, i) => `fragment A${i} on Query { ...A${i + 1} ...A${i + 1} }`).join(' ')} fragment A40 on Query { __typename }`,
        'LIMIT_EXCEEDED',
      ],
      ['a syntax tree', '{"kind":"Document","definitions":[]}', 'VALIDATION_FAILED'],
      ['a tree of another kind', '{"a":1}', 'VALIDATION_FAILED'],
      ['nothing', '', 'VALIDATION_FAILED'],
      ['a subscription', 'subscription { widgetData(widgetId: "x") { rows } }', 'VALIDATION_FAILED'],
      ['questions about the schema', '{ __schema { types { name } } }', 'VALIDATION_FAILED'],
      ['a NUL', '{ analytics(metric: "a\\u0000", dimension: "d") { metric } }', 'VALIDATION_FAILED'],
      [
        'a name that every object has',
        '{ analytics(metric: "__proto__", dimension: "constructor") { metric } }',
        'UNKNOWN_METRIC',
      ],
      ['an offset beyond', '{ dashboards(offset: -1) { id } }', 'VALIDATION_FAILED'],
      ['a list beyond', '{ dashboards(limit: 2000000000) { id } }', 'LIMIT_EXCEEDED'],
      [
        'JSON that nests',
        `mutation { updateWidget(id: "x", input: {config: ${nested(100)}}) { id } }`,
        'VALIDATION_FAILED',
      ],
      ['two operations and no name', 'query A { __typename } query B { __typename }', 'VALIDATION_FAILED'],
    ];

    it.each(HOSTILE)('%s', async (_what, query, code) => {
      const began = performance.now();
      const answer = await ask(world, query);
      expect(codesOf(answer)).toContain(code);
      expect(answer.status).toBe(200);
      expect(performance.now() - began).toBeLessThan(1_000);
    });

    it('variables without end, bodies without end, and other kinds of bodies', async () => {
      const send = async (body: unknown, headers: Record<string, string> = {}) => {
        const answer = await world.request<GraphqlAnswer>('POST', '/graphql', {
          token: world.admin.token,
          body,
          headers,
        });
        return [answer.status, ...codesOf(answer)];
      };
      const query = '{ __typename }';
      const json = { 'content-type': 'application/json' };
      expect(await send(`{"query":"${query}","variables":{"a":${nested(100)}}}`, json)).toEqual([
        400,
        'LIMIT_EXCEEDED',
      ]);
      expect(await send({ query, variables: { a: Array.from({ length: 20_000 }, () => 1) } })).toEqual([
        400,
        'LIMIT_EXCEEDED',
      ]);
      expect(await send({ query, variables: { a: 'x'.repeat(2_000_000) } })).toEqual([
        413,
        'PAYLOAD_TOO_LARGE',
      ]);
      for (const type of [
        'application/graphql',
        'text/plain',
        'text/csv',
        'application/x-www-form-urlencoded',
      ])
        expect([type, ...(await send(query, { 'content-type': type }))]).toEqual([
          type,
          415,
          'UNSUPPORTED_MEDIA_TYPE',
        ]);
    });

    it('batches, which are bound like one request', async () => {
      const batch = (operations: object[]) =>
        world.request<GraphqlAnswer[] & GraphqlAnswer>('POST', '/graphql', {
          token: world.admin.token,
          body: operations,
        });
      const query = '{ __typename }';
      const good = await batch([{ query }, { query: '{' }]);
      expect([good.status, good.body.length]).toEqual([200, 2]);
      expect(good.body[0]).toEqual({ data: { __typename: 'Query' } });
      expect(good.body[1]?.errors?.[0]?.extensions.code).toBe('VALIDATION_FAILED');
      const many = await batch(Array.from({ length: 11 }, () => ({ query })));
      expect([many.status, many.body.errors?.[0]?.extensions.code]).toEqual([400, 'LIMIT_EXCEEDED']);
      const dear = `{ metrics(aggregation: SUM, groupBy: DATE, limit: 50000, ${RANGE}) { value time } }`;
      const costly = await batch([{ query: dear }, { query: dear }]);
      const codes = Array.from(costly.body, ({ errors }) => errors?.[0]?.extensions.code);
      expect(codes).toEqual([undefined, 'LIMIT_EXCEEDED']);
    });

    it('a mutation in a URL', async () => {
      const query = encodeURIComponent('mutation { createDashboard(input: {name: "x"}) { id } }');
      const { status, body } = await world.request<GraphqlAnswer>('GET', `/graphql?query=${query}`, {
        token: world.admin.token,
      });
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    });

    it('a fault, of which it says nothing', async () => {
      const spy = jest
        .spyOn(world.get(DashboardService), 'get')
        .mockRejectedValueOnce(new Error('password=hunter2'));
      const answer = await ask<object>(world, 'query($id: ID!) { dashboard(id: $id) { id } }', {
        variables: { id: dashboardId },
      });
      spy.mockRestore();
      expect(codesOf(answer)).toEqual(['INTERNAL_ERROR']);
      expect(answer.body.errors?.[0]?.message).toBe('Internal server error');
      expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    });
  });
});
