import { hasClickhouse, startClickhouseSource } from './clickhouse-source';
import { hasMariadb, startMariadbSource } from './mariadb-source';
import { hasPostgresql, startPostgresqlSource } from './postgresql-source';
import type { SourceServer } from './source-server';

/** A database for the suites: how it is started, and what is known of how it answers. */
export interface DatabaseAtHand {
  name: string;
  start: () => Promise<SourceServer>;
  available: boolean;
  install: string;
  /** A statement that runs for minutes. */
  slow: string;
  /** Rows of more than 64 MiB together. */
  huge: string;
  /** What reading as text, bytes, times and numbers must give. */
  values: { sql: string; expected: Record<string, unknown> };
  writes: string[];
  /** Answers its four values, and 1 where the last one lies before the third day of 2012. */
  placeholders: { sql: string; time: string };
  /** Default true. */
  hasGrants?: false;
}

export const DATABASES: DatabaseAtHand[] = [
  {
    name: 'PostgreSQL',
    start: startPostgresqlSource,
    available: hasPostgresql(),
    install: 'apt-get install postgresql',
    slow: 'SELECT count(*) FROM generate_series(1, 3000000000) a, generate_series(1, 1000) b',
    huge: `SELECT repeat('x', 20000000) FROM generate_series(1, 5)`,
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
    huge: `SELECT repeat('x', 10000000) FROM weather LIMIT 10`,
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
    huge: `SELECT repeat('x', 900000) FROM numbers(100)`,
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
