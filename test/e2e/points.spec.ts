import { aWorld, type Answer, type World } from '../support/world';

interface Problem {
  code: string;
  detail: string;
  errors: { pointer: string; message: string }[];
}

const PATH = '/api/v1/data/points';
const AT = '2026-03-01T10:00:00.000Z';

const inRegion = (region: string): object => ({ metric: 'policy', value: 1, dimensions: { region } });

describe('POST /data/points', () => {
  let world: World;

  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world?.close());

  const post = <B = Problem>(
    body: unknown,
    contentType?: string,
    token = world.admin.token,
  ): Promise<Answer<B>> =>
    world.request<B>('POST', PATH, {
      token,
      body,
      headers: contentType ? { 'content-type': contentType } : {},
    });

  async function storedOf(metric: string): Promise<{ value: number; ts: Date; dims: object }[]> {
    const { rows } = await world.database.query<{ value: number; ts: Date; dims: object }>(
      `SELECT p.value, p.ts, s.dims FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id
       JOIN metrics.metric m ON m.id = s.metric_id WHERE m.name = $1 ORDER BY p.value`,
      [metric],
    );
    return rows;
  }

  it('stores JSON and answers 201 with counts', async () => {
    const points = [
      { metric: 'json', value: 1.5, timestamp: AT, dimensions: { region: 'emea' }, id: 'a' },
      { metric: 'json', value: 2.5, timestamp: AT, dimensions: { region: 'emea' }, id: 'a' },
      { metric: 'json', value: 3.5 },
    ];
    const answer = await post({ points });
    expect(answer).toMatchObject({ status: 201, body: { accepted: 2, duplicates: 1 } });
    expect(await storedOf('json')).toMatchObject([
      { value: 1.5, ts: new Date(AT), dims: { region: 'emea' } },
      { value: 3.5, dims: {} },
    ]);
    expect(await post({ points: points.slice(0, 1) })).toMatchObject({
      status: 201,
      body: { accepted: 0, duplicates: 1 },
    });
  });

  it('stores NDJSON, blank lines aside', async () => {
    const body = `{"metric":"ndjson","value":1}\r\n\n{"metric":"ndjson","value":2,"dimensions":{"a":"b"}}`;
    expect(await post(body, 'application/x-ndjson')).toMatchObject({
      status: 201,
      body: { accepted: 2, duplicates: 0 },
    });
    expect((await storedOf('ndjson')).map(({ value, dims }) => [value, dims])).toEqual([
      [1, {}],
      [2, { a: 'b' }],
    ]);
  });

  it('stores CSV: other columns are dimensions, an empty cell is absent', async () => {
    const body = `\ufeffvalue,region,metric,timestamp,id\r\n1e3,"a ""b"", c",csv,${AT},x\r\n-2,,csv,,\r\n`;
    expect(await post(body, 'text/csv; charset=utf-8')).toMatchObject({
      status: 201,
      body: { accepted: 2, duplicates: 0 },
    });
    expect((await storedOf('csv')).map(({ value, dims }) => [value, dims])).toEqual([
      [-2, {}],
      [1000, { region: 'a "b", c' }],
    ]);
  });

  it('names every wrong point with the value given, and stores nothing', async () => {
    const points = [
      { metric: 'bad', value: 1 },
      { metric: 'b a d', value: '1' },
      { metric: 'bad', value: 1, timestamp: '2026-03-01', dimensions: { time: 'x', region: 5 }, id: '' },
      { metric: 'bad', value: 1, id: 'a', colour: 'red' },
      'bad',
    ];
    const { status, body } = await post({ points });
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual([
      '/points/1/metric',
      '/points/1/value',
      '/points/2/timestamp',
      '/points/2/dimensions/region',
      '/points/2/dimensions/time',
      '/points/2/id',
      '/points/3/colour',
      '/points/3/timestamp',
      '/points/4',
    ]);
    expect(body.errors[0]?.message).toBe(
      'metric must be 1 to 200 of letters, digits and _ . : - / (given: "b a d")',
    );
    expect(await storedOf('bad')).toEqual([]);
  });

  it('lists at most 100 errors and says how many more there are', async () => {
    const { body } = await post({
      points: Array.from({ length: 250 }, () => ({ metric: 'bad', value: null })),
    });
    expect(body.errors).toHaveLength(100);
    expect(body.detail).toContain('and 249 more, 150 of them not listed');
  });

  it.each([
    [
      'NDJSON',
      'application/x-ndjson',
      '{"metric":"bad","value":1}\n\n{oops\n{"metric":"bad","value":"x"}\n',
      3,
      4,
    ],
    ['CSV', 'text/csv', 'metric,value\nbad,1\nbad\nbad,x\n', 3, 4],
  ])('names the line of a wrong point in %s', async (_, type, text, first, second) => {
    const { status, body } = await post(text, type);
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/points/1', '/points/2/value']);
    expect(body.errors[0]?.message).toMatch(new RegExp(`^line ${first}: `));
    expect(body.errors[1]?.message).toMatch(
      new RegExp(`^line ${second}: value must be a finite number \\(given: "x"\\)`),
    );
    expect(await storedOf('bad')).toEqual([]);
  });

  it.each([
    ['before 1970', { timestamp: '1969-12-31T23:59:59.999Z' }],
    ['more than a day ahead', { timestamp: new Date(Date.now() + 25 * 3_600_000).toISOString() }],
    ['on a day that does not exist', { timestamp: '2026-02-30T00:00:00Z' }],
    ['without zone', { timestamp: '2026-02-03T00:00:00' }],
    ['with a number as timestamp', { timestamp: 1_700_000_000 }],
    ['with an id but no timestamp', { id: 'a' }],
    [
      'with 17 dimensions',
      { dimensions: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`d${n}`, 'x'])) },
    ],
    ['with a long dimension name', { dimensions: { ['k'.repeat(65)]: 'x' } }],
    ['with a long dimension value', { dimensions: { k: 'x'.repeat(257) } }],
    ['with a reserved dimension name', { dimensions: { $other: 'x' } }],
    ['with the NUL character', { dimensions: { k: 'a\u0000b' } }],
    ['with half a surrogate pair', { dimensions: { k: '\ud800' } }],
    ['with dimensions as a list', { dimensions: ['a'] }],
    ['with an empty metric', { metric: '' }],
    ['with a long metric', { metric: 'm'.repeat(201) }],
    ['with a reserved metric', { metric: 'time' }],
  ])('refuses a point %s', async (_, change) => {
    const { status, body } = await post({ points: [{ metric: 'bad', value: 1, ...change }] });
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  it.each([
    [
      '100,000 levels',
      `{"points":[{"metric":"bad","value":1,"dimensions":{"k":${deep}}}]}`,
      'VALIDATION_FAILED',
    ],
    ['1e999', '{"points":[{"metric":"bad","value":1e999}]}', 'VALIDATION_FAILED'],
    ['no points', '{"points":[]}', 'VALIDATION_FAILED'],
    ['a list', '[]', 'VALIDATION_FAILED'],
    ['null', 'null', 'VALIDATION_FAILED'],
    ['other properties', '{"points":[{"metric":"bad","value":1}],"more":1}', 'VALIDATION_FAILED'],
  ])('refuses a JSON body with %s', async (_, text, code) => {
    const { status, body } = await post(text, 'application/json');
    expect([status, body.code]).toEqual([400, code]);
  });

  it.each([
    ['application/json', '{"points":'],
    ['application/json', '{"points":[{"metric":"bad","value":1,"dimensions":{"__proto__":"x"}}]}'],
    ['application/x-ndjson', '{"metric":"bad","value":1,"dimensions":{"__proto__":"x"}}'],
    ['application/x-ndjson', '\n\n'],
    ['application/x-ndjson', Buffer.from([0x22, 0xff, 0x22])],
    ['text/csv', ''],
    ['text/csv', 'metric,value\n'],
    ['text/csv', 'metric,amount\nbad,1\n'],
    ['text/csv', 'metric,value,value\nbad,1,1\n'],
    ['text/csv', 'metric,value,time\nbad,1,1\n'],
    ['text/csv', 'metric,value\n"bad,1\n'],
    ['text/csv', 'metric,value\nbad,0x10\n'],
  ])('refuses as %s: %p', async (type, text) => {
    expect((await post(text, type)).status).toBe(400);
    expect(await storedOf('bad')).toEqual([]);
  });

  it.each(['application/json', 'application/x-ndjson', 'text/csv'])(
    'takes 10,000 points as %s and not one more',
    async (type) => {
      const name = `many-${type.replace(/\W/g, '-')}`;
      const render = (count: number): unknown => {
        const rows = Array.from({ length: count }, (_, index) => ({ metric: name, value: index }));
        if (type === 'text/csv')
          return `metric,value\n${rows.map(({ metric, value }) => `${metric},${value}`).join('\n')}`;
        return type === 'application/json'
          ? { points: rows }
          : rows.map((row) => JSON.stringify(row)).join('\n');
      };
      expect(await post(render(10_000), type)).toMatchObject({ status: 201, body: { accepted: 10_000 } });
      const { status, body } = await post(render(10_001), type);
      expect([status, body.code]).toEqual([400, 'LIMIT_EXCEEDED']);
      expect(body.detail).toContain('at most 10000 points');
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/json-seq'])(
    'refuses %s with 415',
    async (type) => {
      expect((await post('points=1', type)).status).toBe(415);
    },
  );

  it('takes CSV and NDJSON nowhere else', async () => {
    const answer = await world.request('POST', '/api/v1/dashboards', {
      token: world.admin.token,
      body: 'name\nx\n',
      headers: { 'content-type': 'text/csv' },
    });
    expect(answer.status).toBe(415);
  });

  it('takes bodies that are larger than those of other operations', async () => {
    const dimensions = Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`d${n}`, 'x'.repeat(250)]));
    const points = Array.from({ length: 2_000 }, (_, index) => ({
      metric: 'large',
      value: index,
      dimensions,
    }));
    expect(await post({ points })).toMatchObject({ status: 201, body: { accepted: 2_000 } });
    const tooLarge = await post(`"${'x'.repeat(16 * 1024 * 1024)}"`, 'application/json');
    expect(tooLarge).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } });
  });

  it('needs data:write', async () => {
    const viewer = await world.user({ roles: ['viewer'] });
    const body = { points: [{ metric: 'bad', value: 1 }] };
    expect(await post(body, undefined, viewer.token)).toMatchObject({
      status: 403,
      body: { code: 'INSUFFICIENT_PERMISSIONS' },
    });
    expect((await world.request('POST', PATH, { body })).status).toBe(401);
  });

  it('keeps writers inside their data policy', async () => {
    const analyst = await world.user({ roles: ['analyst'], dataPolicy: { region: ['emea'] } });
    const refused = await post({ points: [inRegion('emea'), inRegion('apac')] }, undefined, analyst.token);
    expect(refused).toMatchObject({ status: 403, body: { code: 'POLICY_VIOLATION' } });
    expect(refused.body.errors[0]?.pointer).toBe('/points/1/dimensions/region');
    expect(await storedOf('policy')).toEqual([]);
    expect((await post({ points: [inRegion('emea')] }, undefined, analyst.token)).status).toBe(201);
  });

  it('answers many single points at once, each with its own counts', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        post({ points: [{ metric: 'single', value: index, timestamp: AT, id: `${index % 50}` }] }),
      ),
    );
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const accepted = answers.map(({ body }) => (body as unknown as { accepted: number }).accepted);
    expect(accepted.reduce((sum, each) => sum + each, 0)).toBe(50);
    expect(await storedOf('single')).toHaveLength(50);
  });
});
