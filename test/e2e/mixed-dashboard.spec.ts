import { eventually } from '../support/eventually';
import { dataset, type SampleApi, startSampleApi, tagged } from '../support/sample-api';
import { aWorld, type World } from '../support/world';

interface Widget {
  status: string;
  data: { columns: { name: string }[]; rows: (string | number | null)[][] } | null;
  meta: { source: string } | null;
  error: unknown;
}
interface Run {
  id: string;
  status: string;
  rowsRead: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  errors: { record: string; message: string }[];
}

/** Days of New York, as a public API would give them. */
const NEW_YORK = dataset('weather.csv')
  .trim()
  .split('\n')
  .map((line) => line.split(','))
  .filter(([location]) => location === 'New York')
  .map(([, date = '', , high, , , weather = '']) => ({ date, temperature: { high: Number(high) }, weather }));
const SEATTLE = dataset('seattle-weather.csv');
/** Days of which something was sold, and how much. */
const SOLD = Array.from({ length: 90 }, (_, day) => ({
  date: new Date(Date.UTC(2012, 0, 1 + day)).toISOString(),
  value: 10 + day,
}));
const PAGE = 250;
const KEY = 'a-key-of-the-weather';

let world: World;
let api: SampleApi;
/** How many of its days the API has so far. */
let known = NEW_YORK.length - 1;
beforeAll(async () => {
  api = await startSampleApi((asked) => {
    const { searchParams } = asked.url;
    if (searchParams.get('appid') !== KEY) return { status: 401 };
    const since = searchParams.get('since') ?? '';
    const days = NEW_YORK.slice(0, known).filter(({ date }) => date >= since);
    const from = Number(searchParams.get('cursor') ?? 0);
    const next = from + PAGE < days.length ? String(from + PAGE) : null;
    return tagged(asked, { daily: days.slice(from, from + PAGE), next });
  });
  world = await aWorld({ env: { OUTBOUND_ALLOW: '127.0.0.1' } });
  await world.worker();
});
afterAll(async () => {
  await world?.close();
  await api?.close();
});

async function send<B>(method: string, path: string, body?: unknown): Promise<B> {
  const answer = await world.request<B>(method, `/api/v1${path}`, { token: world.admin.token, body });
  expect([path, answer.status < 300, answer.body]).toEqual([path, true, answer.body]);
  return answer.body;
}

/** The file is queried where it lies. */
async function seattle(): Promise<{ id: string }> {
  const fields = new FormData();
  fields.append('file', new Blob([SEATTLE]), 'seattle-weather.csv');
  const form = new Response(fields);
  const uploaded = await world.request<{ id: string }>('POST', '/api/v1/data-sources/files', {
    token: world.admin.token,
    headers: { 'content-type': form.headers.get('content-type') ?? '' },
    body: Buffer.from(await form.arrayBuffer()),
  });
  const connection = { kind: 'upload', fileId: uploaded.body.id };
  const source = await send<{ id: string }>('POST', '/data-sources', { name: 'Seattle', connection });
  await send('PUT', '/data/catalog/seattle.high', {
    unit: '°C',
    defaultAggregation: 'avg',
    source: {
      sourceId: source.id,
      table: { name: 'data' },
      time: 'date',
      value: 'temp_max',
      dimensions: { weather: 'weather' },
    },
  });
  return source;
}

const newYork = () =>
  send<{ id: string }>('POST', '/data-sources', {
    name: 'New York',
    connection: {
      kind: 'http',
      url: `${api.url}/v1/history`,
      auth: { type: 'apiKey', in: 'query', name: 'appid', key: KEY },
      records: 'daily',
      recordKey: 'date',
      pagination: { type: 'cursor', path: 'next', parameter: 'cursor' },
      incremental: {
        type: 'time',
        path: 'date',
        parameter: 'since',
        parameterFormat: 'yyyy-MM-dd',
        overlapSeconds: 86_400,
      },
      rateLimit: { requestsPerMinute: 600 },
    },
    mapping: {
      rules: [
        {
          metric: 'newyork.high',
          value: { path: 'temperature.high' },
          timestamp: { path: 'date' },
          dimensions: { weather: { path: 'weather' } },
        },
      ],
    },
  });

async function sync(source: string): Promise<Run> {
  const { id } = await send<Run>('POST', `/data-sources/${source}/sync`);
  return eventually(async () => {
    const run = await send<Run>('GET', `/data-sources/${source}/runs/${id}`);
    return ['succeeded', 'failed'].includes(run.status) && run;
  }, 'the source is read');
}

/** What widgets should show: the mean of each month of 2012. */
function means(days: { date: string; value: number }[]): number[] {
  return Array.from({ length: 3 }, (_, month) => {
    const values = days.filter(({ date }) => date.startsWith(`2012-0${month + 1}`)).map(({ value }) => value);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

it('mixes a file, a metric of its own and an API on one dashboard, and in one widget', async () => {
  const file = await seattle();
  const source = await newYork();
  expect(await sync(source.id)).toMatchObject({
    status: 'succeeded',
    rowsRead: known,
    accepted: known,
    rejected: 0,
  });
  expect(api.asked).toHaveLength(Math.ceil(known / PAGE));
  await send('POST', '/data/points', {
    points: SOLD.map(({ date, value }) => ({ metric: 'icecream.sold', value, timestamp: date, id: date })),
  });

  const dashboard = await send<{ id: string }>('POST', '/dashboards', { name: 'Weather and ice cream' });
  const timeRange = { from: '2012-01-01', to: '2012-04-01' };
  const widget = (title: string, ...metrics: string[]) =>
    send<{ id: string }>('POST', '/widgets', {
      dashboardId: dashboard.id,
      type: 'line',
      title,
      config: {
        query: {
          metrics: metrics.map((metric) => ({ metric, aggregation: 'avg' })),
          timeRange,
          interval: '1mo',
        },
      },
    }).then(({ id }) => id);
  const queried = await widget('Seattle', 'seattle.high');
  const own = await widget('Sold', 'icecream.sold');
  const remote = await widget('New York', 'newyork.high');
  const both = await widget('Warm days sell', 'seattle.high', 'newyork.high', 'icecream.sold');

  const { data } = await send<{ data: { widgets: Record<string, Widget> } }>(
    'GET',
    `/dashboards/${dashboard.id}/data`,
  );
  const shown = (id: string) => {
    const { status, error, data: table } = data.widgets[id] as Widget;
    expect([status, error]).toEqual(['ok', null]);
    return table?.rows ?? [];
  };
  const expected = {
    file: means(
      SEATTLE.trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
        .map(([date = '', , high]) => ({ date, value: Number(high) })),
    ),
    own: means(SOLD),
    remote: means(NEW_YORK.map(({ date, temperature }) => ({ date, value: temperature.high }))),
  };
  for (const [id, values] of [
    [queried, expected.file],
    [own, expected.own],
    [remote, expected.remote],
  ] as const)
    expect(shown(id).map(([, value]) => value)).toEqual(values.map((value) => expect.closeTo(value, 9)));
  expect(data.widgets[queried]?.meta?.source).toMatch(/^source:/);
  expect(shown(both).map(([, ...values]) => values)).toEqual(
    [0, 1, 2].map((month) =>
      [expected.file, expected.remote, expected.own].map((values) => expect.closeTo(values[month] ?? 0, 9)),
    ),
  );

  // The next reading asks for what is new, and stores nothing twice.
  known = NEW_YORK.length;
  api.asked.length = 0;
  const again = await sync(source.id);
  expect(again).toMatchObject({ status: 'succeeded', rowsRead: 3, accepted: 1, duplicates: 2 });
  expect(api.asked.map(({ url }) => url.searchParams.get('since'))).toEqual([NEW_YORK.at(-3)?.date]);
  // And when there is nothing new, the API says so without sending anything.
  expect(await sync(source.id)).toMatchObject({ status: 'succeeded', accepted: 0 });

  // The same file can be imported as well; a dimension whose column it does not have is told of.
  const mapping = {
    time: 'date',
    metrics: { 'seattle.low': 'temp_min' },
    dimensions: ['weather', 'whether'],
  };
  await send('PATCH', `/data-sources/${file.id}`, { mapping });
  const imported = await sync(file.id);
  expect(imported).toMatchObject({ status: 'succeeded', rowsRead: 1461, accepted: 1461, rejected: 0 });
  expect(imported.errors).toEqual([
    { record: 'columns', message: expect.stringMatching(/no column "whether".* "wind", "weather"\./) },
  ]);
});
