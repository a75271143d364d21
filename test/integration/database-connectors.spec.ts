import { Destinations } from '@app/outbound';
import {
  canQuery,
  type ConnectorContext,
  CONNECTOR_KINDS,
  type QueryConnector,
  SourceError,
} from '@app/sources';
import { eventually } from '../support/eventually';
import { hasClickhouse, startClickhouseSource } from '../support/source-servers/clickhouse-source';
import { hasMariadb, startMariadbSource } from '../support/source-servers/mariadb-source';
import { hasPostgresql, startPostgresqlSource } from '../support/source-servers/postgresql-source';
import { runnable, type SourceServer } from '../support/source-servers/source-server';

interface Engine {
  name: string;
  start(): Promise<SourceServer>;
  available: boolean;
  install: string;
  /** A statement that runs for minutes. */
  slow: string;
  /** What reading as text, bytes, times and numbers must give. */
  values: { sql: string; expected: Record<string, unknown> };
  writes: string[];
  /** Answers its four values, and 1 where the last one lies before the third day of 2012. */
  placeholders: { sql: string; time: string };
  /** Default true. */
  hasGrants?: false;
}

const ENGINES: Engine[] = [
  {
    name: 'PostgreSQL',
    start: startPostgresqlSource,
    available: hasPostgresql(),
    install: 'apt-get install postgresql',
    slow: 'SELECT count(*) FROM generate_series(1, 3000000000) a, generate_series(1, 1000) b',
    values: {
      sql: `SELECT 9007199254740991::bigint AS big, 9007199254740993::bigint AS bigger, 12.50::numeric AS price,
        '0.12345678901234567890'::numeric AS long, 0.1::float8 AS tenth, 'NaN'::float8 AS nan, true AS yes, NULL AS nothing,
        date '2026-03-29' AS day, timestamptz '2026-03-29 03:30:00.250+02' AS instant, timestamp '2026-03-29 02:30:00' AS local,
        '{"a": [1]}'::jsonb AS nested, '\\xdeadbeef'::bytea AS bytes, interval '1 day 2 hours' AS span, 'Grüße' AS text`,
      expected: {
        big: 9007199254740991,
        bigger: '9007199254740993',
        price: 12.5,
        long: '0.12345678901234567890',
        tenth: 0.1,
        nan: 'NaN',
        yes: true,
        nothing: null,
        day: '2026-03-29',
        instant: '2026-03-29T01:30:00.25Z',
        local: '2026-03-29T02:30:00Z',
        nested: '{"a": [1]}',
        bytes: '3q2+7w==',
        span: 'P1DT2H',
        text: 'Grüße',
      },
    },
    placeholders: {
      sql: `SELECT $2::text, $1::float8, $3::boolean, $4::text, count(*) FROM weather
        WHERE day < $5::timestamptz AND weather = ANY($6)`,
      time: '2012-01-03T00:00:00Z',
    },
    writes: [
      'WITH gone AS (DELETE FROM weather RETURNING day) SELECT * FROM gone',
      `SELECT set_config('transaction_read_only', 'off', true)`,
      'SELECT * INTO other FROM weather',
      'SELECT * FROM weather FOR UPDATE',
    ],
  },
  {
    name: 'MariaDB',
    start: startMariadbSource,
    available: hasMariadb(),
    install: 'apt-get install mariadb-server',
    slow: 'SELECT count(*) FROM weather a, weather b, weather c, weather d WHERE a.wind + b.wind + c.wind + d.wind < 0',
    values: {
      sql: `SELECT 9007199254740991 AS big, 9007199254740993 AS bigger, 12.50 AS price, 0.12345678901234567890 AS longer,
        0.1e0 AS tenth, CAST(0.1 AS FLOAT) AS single, true AS yes, NULL AS nothing, DATE '2026-03-29' AS day,
        CAST('0000-00-00' AS DATE) AS never, TIMESTAMP '2026-03-29 02:30:00.250' AS local, from_unixtime(1774747800) AS instant,
        JSON_OBJECT('a', 1) AS nested, x'deadbeef' AS bytes, TIME '25:00:00' AS span, 'Grüße' AS text`,
      expected: {
        big: 9007199254740991,
        bigger: '9007199254740993',
        price: 12.5,
        longer: '0.12345678901234567890',
        tenth: 0.1,
        single: 0.1,
        yes: 1,
        nothing: null,
        day: '2026-03-29',
        never: null,
        local: '2026-03-29T02:30:00.25Z',
        instant: '2026-03-29T01:30:00Z',
        nested: '{"a": 1}',
        bytes: '3q2+7w==',
        span: '25:00:00',
        text: 'Grüße',
      },
    },
    placeholders: {
      sql: 'SELECT ?, ?, ?, ?, count(*) FROM weather WHERE day < ? AND weather IN (?, ?)',
      time: '2012-01-03 00:00:00',
    },
    writes: [
      `SELECT * FROM weather INTO OUTFILE '/tmp/never'`,
      '/*!50000 DELETE FROM weather */',
      'SELECT /*!50000 1 INTO @a */',
      `SELECT load_file('/etc/passwd') /*! , 1 */`,
    ],
  },
  {
    name: 'ClickHouse',
    start: startClickhouseSource,
    available: hasClickhouse(),
    install: 'npm i --no-save chdb@3.4.0, or CHDB_MODULE=/folder/of/it',
    hasGrants: false,
    slow: 'SELECT count() FROM numbers(1000000000000) WHERE number % 7 = 8',
    values: {
      sql: `SELECT toInt64(9007199254740991) AS big, toInt64(9007199254740993) AS bigger, toDecimal64('12.50', 2) AS price,
        toDecimal128('0.12345678901234567890', 20) AS longer, 0.1 AS tenth, nan AS nan, true AS yes, NULL AS nothing,
        toDate('2026-03-29') AS day, toDateTime64('2026-03-29 03:30:00.250', 3, 'Europe/Berlin') AS instant,
        toDateTime('2026-03-29 02:30:00') AS local, map('a', 1) AS nested, [toInt64(1)] AS list,
        toFixedString('ab', 4) AS fixed, 'Grüße' AS text`,
      expected: {
        big: 9007199254740991,
        bigger: '9007199254740993',
        price: 12.5,
        longer: '0.1234567890123456789',
        tenth: 0.1,
        nan: 'NaN',
        yes: true,
        nothing: null,
        day: '2026-03-29',
        instant: '2026-03-29T01:30:00.25Z',
        local: '2026-03-29T02:30:00Z',
        nested: '{"a":1}',
        list: '["1"]',
        fixed: 'ab',
        text: 'Grüße',
      },
    },
    placeholders: {
      sql: `SELECT {p2:String}, {p1:Float64}, {p3:Bool}, {p4:Nullable(String)}, count() FROM weather
        WHERE day < {p5:DateTime64(3, 'UTC')} AND weather IN {p6:Array(String)}`,
      time: '2012-01-03 00:00:00.000',
    },
    writes: [
      'SELECT 1 SETTINGS max_execution_time = 0',
      `SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'a String')`,
      `SELECT * FROM file('/etc/passwd', 'CSV', 'a String')`,
      `SELECT * FROM remote('127.0.0.1', 'shop.weather')`,
    ],
  },
];

const many = (rows: number): string => `SELECT a.wind FROM weather a, weather b, weather c LIMIT ${rows}`;
const context = (allowed = '127.0.0.1'): ConnectorContext =>
  ({ destinations: new Destinations(allowed) }) as ConnectorContext;

describe.each(ENGINES)('a source on $name', (engine) => {
  const { start, available, install, name } = engine;
  if (!runnable(name, available, install)) {
    it.skip('is missing', () => {});
    return;
  }
  let server: SourceServer;
  const opened: QueryConnector[] = [];
  const open = (changes: Record<string, unknown> = {}, allowed?: string): QueryConnector => {
    const connection = { ...server.connection, ...changes };
    const kind = CONNECTOR_KINDS.find((each) => each.kind === connection.kind);
    if (!kind) throw new Error('no such kind');
    const connector = kind.open(kind.parse(connection), context(allowed));
    if (!canQuery(connector)) throw new Error('cannot query');
    opened.push(connector);
    return connector;
  };
  let source: QueryConnector;
  const ask = (text: string, values: unknown[] = [], more = {}) =>
    source.query({ text, values }, { timeoutMs: 10_000, maxRows: 1_000, ...more });
  const reason = async (work: Promise<unknown>): Promise<SourceError> => {
    const error = await work.then(
      () => new Error('it succeeded'),
      (caught: unknown) => caught,
    );
    if (!(error instanceof SourceError)) throw error;
    return error;
  };

  beforeAll(async () => {
    server = await start();
    source = open();
  }, 60_000);
  afterAll(async () => {
    await Promise.all(opened.map((connector) => connector.close()));
    await server?.stop();
  });

  it('answers a test', async () => {
    await expect(source.test(new AbortController().signal)).resolves.toBeUndefined();
  });

  it('answers rows of data that somebody else made', async () => {
    const answer = await ask(
      'SELECT weather, count(*) AS days, max(highest) AS highest FROM weather GROUP BY weather ORDER BY weather',
    );
    expect(answer).toEqual({
      columns: ['weather', 'days', 'highest'],
      rows: [
        ['drizzle', 53, 31.7],
        ['fog', 101, 30.6],
        ['rain', 641, 35.6],
        ['snow', 26, 11.1],
        ['sun', 640, 35],
      ],
    });
  });

  it('gives values one form, whatever the session is set to', async () => {
    const { columns, rows } = await ask(engine.values.sql);
    expect(Object.fromEntries(columns.map((column, at) => [column, rows[0]?.[at]]))).toEqual(
      engine.values.expected,
    );
  });

  it('takes values apart from the statement, whatever is in them', async () => {
    const { sql, time } = engine.placeholders;
    const hostile = `'; DROP TABLE weather; -- "\\ \n\t \u{1f327} \\' $1 ? {p1:String}`;
    const kinds = ['rain', "it's"];
    const isMysql = source.dialect === 'mysql';
    const values = isMysql
      ? [hostile, 0.25, true, null, time, ...kinds]
      : [0.25, hostile, true, null, time, kinds];
    expect((await ask(sql, values)).rows).toEqual([[hostile, 0.25, isMysql ? 1 : true, null, 1]]);
  });

  it('answers columns where there are no rows', async () => {
    expect(await ask('SELECT weather, wind FROM weather WHERE wind < 0')).toEqual({
      columns: ['weather', 'wind'],
      rows: [],
    });
  });

  it('lists what may be read, with samples', async () => {
    const { tables, truncated } = await source.introspect(new AbortController().signal);
    expect(truncated).toBe(false);
    expect(tables.map((table) => table.name)).toEqual(['weather']);
    const columns = tables[0]?.columns ?? [];
    expect(columns.map(({ name: column, type, nullable }) => [column, type, nullable])).toEqual([
      ['day', 'date', false],
      ['precipitation', 'number', false],
      ['highest', 'number', true],
      ['lowest', 'number', true],
      ['wind', 'number', true],
      ['weather', 'string', false],
    ]);
    expect(columns[0]?.samples).toHaveLength(5);
    expect(columns[0]?.samples[0]).toMatch(/^201\d-\d\d-\d\d$/);
    expect(columns[5]?.samples.every((sample) => /^(drizzle|fog|rain|snow|sun)$/.test(sample))).toBe(true);
  });

  it('changes nothing, and shows nothing that its role may not read', async () => {
    for (const text of engine.writes) expect((await reason(ask(text))).reason).toBe('refused');
    if (engine.hasGrants !== false)
      expect((await reason(ask('SELECT * FROM secret'))).reason).toBe('refused');
    expect((await ask('SELECT count(*) FROM weather')).rows).toEqual([[1461]]);
  });

  it.each([
    'SELECT 1; SELECT 2',
    'DELETE FROM weather',
    'COMMIT',
    '',
    'SET x = 1',
    '/* SELECT */ DROP TABLE weather',
  ])('is not asked %p', async (text) => {
    expect((await reason(ask(text))).reason).toBe('refused');
  });

  it('says what is wrong with a statement', async () => {
    const error = await reason(ask('SELECT nothing FROM weather'));
    expect(error.reason).toBe('missing');
    expect(error.message).toContain('nothing');
    expect((await reason(ask('SELECT FROM FROM'))).reason).toBe('refused');
  });

  it('says that rows are too many, rather than leaving some out', async () => {
    expect((await ask(many(5), [], { maxRows: 5 })).rows).toHaveLength(5);
    expect((await reason(ask(many(6), [], { maxRows: 5 }))).reason).toBe('too-large');
    const before = process.memoryUsage().rss;
    expect((await reason(ask(many(5_000_000), [], { maxRows: 10 }))).reason).toBe('too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1_048_576);
  });

  it('ends a statement in the server when it is called off', async () => {
    const controller = new AbortController();
    const asked = reason(ask(engine.slow, [], { signal: controller.signal }));
    await eventually(async () => (await server.running()).length === 1, 'the statement runs');
    const began = performance.now();
    controller.abort();
    expect((await asked).reason).toBe('aborted');
    await eventually(async () => (await server.running()).length === 0, 'nothing runs');
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('ends a statement that takes too long', async () => {
    expect((await reason(ask(engine.slow, [], { timeoutMs: 300 }))).reason).toBe('timeout');
    await eventually(async () => (await server.running()).length === 0, 'nothing runs');
  });

  it('connects again when its connections were cut', async () => {
    await ask('SELECT 1');
    await server.disconnect();
    const answer = await ask('SELECT 1').catch((error: unknown) => error);
    if (answer instanceof Error) expect(answer).toMatchObject({ reason: 'broken', retryable: true });
    expect((await ask('SELECT 1')).rows).toEqual([[1]]);
  });

  it('uses few connections, and makes those wait who find none', async () => {
    const many = await Promise.all(Array.from({ length: 24 }, (_, at) => ask(`SELECT ${at}`)));
    expect(many.map(({ rows }) => rows[0]?.[0])).toEqual(Array.from({ length: 24 }, (_, at) => at));
    const slow = Array.from({ length: 4 }, () => reason(ask(engine.slow, [], { timeoutMs: 400 })));
    expect((await reason(ask('SELECT 1', [], { timeoutMs: 200 }))).reason).toBe('busy');
    expect((await Promise.all(slow)).map((error) => error.reason)).toEqual(Array(4).fill('timeout'));
    expect((await ask('SELECT 1')).rows).toEqual([[1]]);
  });

  it('says in one way that it cannot be reached, and nothing of the network', async () => {
    const nobody = open({ port: 1 });
    const elsewhere = open({}, '10.0.0.0/8');
    const unknown = open({ host: 'no-such-host.invalid' });
    const errors = await Promise.all(
      [nobody, elsewhere, unknown].map((each) => reason(each.test(new AbortController().signal))),
    );
    expect(errors.map((error) => error.reason)).toEqual(Array(3).fill('unreachable'));
    expect(new Set(errors.map((error) => error.message)).size).toBe(1);
  });

  it('says that credentials are refused, without them', async () => {
    const error = await reason(open({ password: 'not it at all' }).test(new AbortController().signal));
    expect(error.reason).toBe('credentials');
    expect(error.message).not.toContain('not it');
  });

  it('does not go without the encryption that was asked for', async () => {
    const error = await reason(open({ tls: { mode: 'require' } }).test(new AbortController().signal));
    expect(['refused', 'unreachable', 'certificate']).toContain(error.reason);
  });

  it('is closed while it is at work', async () => {
    const closing = open();
    const asked = reason(closing.query({ text: engine.slow, values: [] }, { timeoutMs: 10_000, maxRows: 1 }));
    await eventually(async () => (await server.running()).length === 1, 'the statement runs');
    await closing.close();
    await closing.close();
    expect(['aborted', 'broken']).toContain((await asked).reason);
    expect((await reason(closing.test(new AbortController().signal))).reason).toBe('aborted');
    await eventually(async () => (await server.running()).length === 0, 'nothing runs');
  });
});
