import {
  canQuery,
  CONNECTOR_KINDS,
  type ConnectorKind,
  type QueryConnector,
  SourceError,
  type SourceStatement,
} from '@app/sources';
import { contextOf } from '../support/connector-bench';
import { eventually } from '../support/eventually';
import { DATABASES } from '../support/source-servers/databases';
import { runnable, type SourceServer } from '../support/source-servers/source-server';
import { queryConformance } from './connector.conformance';

const many = (rows: number): string => `SELECT a.wind FROM weather a, weather b, weather c LIMIT ${rows}`;
const plain = (text: string): SourceStatement => ({ text, values: [] });
const MIB = 1_048_576;

describe.each(DATABASES)('a source on $name', (database) => {
  const { start, available, install, name } = database;
  if (!runnable(name, available, install)) {
    it.skip('is missing', () => {});
    return;
  }
  let server: SourceServer;
  let kind: ConnectorKind;
  let source: QueryConnector;
  const opened: QueryConnector[] = [];
  const open = (changes: Record<string, unknown> = {}): QueryConnector => {
    const connection = kind.parse({ ...server.connection, ...changes });
    const connector = kind.open(connection, contextOf('127.0.0.1,localhost,other.test'));
    if (!canQuery(connector)) throw new Error('cannot query');
    opened.push(connector);
    return connector;
  };
  const ask = (text: string, values: unknown[] = [], more = {}) =>
    source.query({ text, values }, { timeoutMs: 10_000, maxRows: 1_000, ...more });
  const never = new AbortController().signal;
  const reason = async (work: Promise<unknown>): Promise<SourceError> => {
    const error = await work.then(
      () => new Error('it succeeded'),
      (caught: unknown) => caught,
    );
    if (!(error instanceof SourceError)) throw error;
    return error;
  };
  const nothingRuns = () => eventually(async () => (await server.running()).length === 0, 'nothing runs');

  beforeAll(async () => {
    server = await start();
    kind = CONNECTOR_KINDS.find((each) => each.kind === server.connection.kind) as ConnectorKind;
    source = open();
  }, 60_000);
  afterAll(async () => {
    await Promise.all(opened.map((connector) => connector.close()));
    await server?.stop();
  });

  describe('as any connector', () => {
    queryConformance(
      async () => ({
        kind,
        connection: server.connection,
        context: contextOf('127.0.0.1'),
        wrong: {
          credentials: { ...server.connection, password: 'not it at all' },
          missing: { ...server.connection, database: 'no_such_database' },
          at: (host, port) => ({ ...server.connection, host, port }),
        },
        table: { name: 'weather', columns: { day: 'date', wind: 'number', weather: 'string' } },
        statements: {
          five: plain('SELECT day, wind FROM weather ORDER BY day LIMIT 5'),
          slow: plain(database.slow),
          forbidden: [
            ...database.writes,
            ...(database.hasGrants === false ? [] : ['SELECT * FROM secret']),
            'DELETE FROM weather',
            'SELECT 1; DELETE FROM weather',
            'COMMIT',
            'SET x = 1',
            '',
            '/* SELECT */ DROP TABLE weather',
          ].map(plain),
          unchanged: plain('SELECT count(*), sum(wind) FROM weather'),
          broken: plain('SELECT FROM FROM'),
        },
      }),
      async () => {},
    );
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
    expect(await ask('SELECT weather, wind FROM weather WHERE wind < 0')).toEqual({
      columns: ['weather', 'wind'],
      rows: [],
    });
  });

  it('gives values one form, whatever the session is set to', async () => {
    const { columns, rows } = await ask(database.values.sql);
    expect(Object.fromEntries(columns.map((column, at) => [column, rows[0]?.[at]]))).toEqual(
      database.values.expected,
    );
  });

  it('takes values apart from the statement, whatever is in them', async () => {
    const { sql, time } = database.placeholders;
    const hostile = `'; DROP TABLE weather; -- "\\ \n\t \u{1f327} \\' $1 ? {p1:String}`;
    const kinds = ['rain', "it's"];
    const isMysql = source.dialect === 'mysql';
    const values = isMysql
      ? [hostile, 0.25, true, null, time, ...kinds]
      : [0.25, hostile, true, null, time, kinds];
    expect((await ask(sql, values)).rows).toEqual([[hostile, 0.25, isMysql ? 1 : true, null, 1]]);
  });

  it('lists what may be read and nothing else, with samples', async () => {
    const { tables, truncated } = await source.introspect(never);
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

  it('names the column that a statement is wrong about', async () => {
    const error = await reason(ask('SELECT nothing FROM weather'));
    expect(error.reason).toBe('missing');
    expect(error.message).toContain('nothing');
  });

  it('holds no more rows and bytes in memory than it may answer', async () => {
    const before = process.memoryUsage().rss;
    expect((await reason(ask(many(5_000_000), [], { maxRows: 10 }))).reason).toBe('too-large');
    expect((await reason(ask(database.huge, [], { maxRows: 1_000_000 }))).reason).toBe('too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * MIB);
    await nothingRuns();
    expect((await ask('SELECT 1')).rows).toEqual([[1]]);
  });

  it('ends a statement in the server when it is called off, takes too long, or the source is closed', async () => {
    const controller = new AbortController();
    const asked = reason(ask(database.slow, [], { signal: controller.signal }));
    await eventually(async () => (await server.running()).length === 1, 'the statement runs');
    const began = performance.now();
    controller.abort();
    expect((await asked).reason).toBe('aborted');
    await nothingRuns();
    expect(performance.now() - began).toBeLessThan(2_000);
    expect((await reason(ask(database.slow, [], { timeoutMs: 200 }))).reason).toBe('timeout');
    await nothingRuns();
    const closing = open();
    const last = reason(closing.query(plain(database.slow), { timeoutMs: 10_000, maxRows: 1 }));
    await eventually(async () => (await server.running()).length === 1, 'the statement runs');
    await closing.close();
    expect((await last).reason).toBe('aborted');
    await nothingRuns();
  });

  it('connects again when its connections were cut', async () => {
    await ask('SELECT 1');
    await server.disconnect();
    const answer = await ask('SELECT 1').catch((error: unknown) => error);
    if (answer instanceof Error) expect(answer).toMatchObject({ reason: 'broken', retryable: true });
    expect((await ask('SELECT 1')).rows).toEqual([[1]]);
  });

  it('uses four connections, and makes those wait who find none', async () => {
    const numbers = Array.from({ length: 24 }, (_, at) => at);
    const answers = await Promise.all(numbers.map((each) => ask(`SELECT ${each}`)));
    expect(answers.map(({ rows }) => rows[0]?.[0])).toEqual(numbers);
    const slow = Array.from({ length: 4 }, () => reason(ask(database.slow, [], { timeoutMs: 600 })));
    expect((await reason(ask('SELECT 1', [], { timeoutMs: 100 }))).reason).toBe('busy');
    expect((await Promise.all(slow)).map((error) => error.reason)).toEqual(Array(4).fill('timeout'));
    expect((await ask('SELECT 1')).rows).toEqual([[1]]);
  });

  it('believes certificates as it was told', async () => {
    const { port, ca } = server.tls;
    const over = (host: string, tls: object) => open({ host, port, tls }).test(never);
    await over('localhost', { mode: 'verify', ca });
    await over('127.0.0.1', { mode: 'verify', ca });
    await over('other.test', { mode: 'require' });
    expect((await reason(over('localhost', { mode: 'verify' }))).reason).toBe('certificate');
    expect((await reason(over('other.test', { mode: 'verify', ca }))).reason).toBe('certificate');
    expect((await reason(over('127.0.0.1', {}))).reason).toBe('certificate');
  });
});
