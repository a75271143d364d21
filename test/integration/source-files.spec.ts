import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import ExcelJS from 'exceljs';
import { ask, failure, FileSources, VEGA } from '../support/file-source';

const never = new AbortController().signal;
let sources: FileSources;
beforeAll(async () => {
  sources = await FileSources.open();
});
afterAll(() => sources.close());

describe('a file that somebody else made', () => {
  it.each([
    [
      'flights-3m.parquet',
      'SELECT origin, count(*) AS n, avg(delay) AS late FROM $ GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5',
    ],
    [
      'seattle-weather.csv',
      'SELECT weather, count(*) AS n, max(temp_max) AS hot FROM $ GROUP BY 1 ORDER BY 1',
    ],
    ['zipcodes.csv', 'SELECT state, count(*) AS n, min(zip_code) AS first FROM $ GROUP BY 1 ORDER BY 1'],
    ['unemployment.tsv', 'SELECT count(*) AS n, avg(rate) AS rate FROM $'],
    [
      'cars.json',
      'SELECT "Origin", count(*) AS n, avg("Miles_per_Gallon") AS mpg FROM $ GROUP BY 1 ORDER BY 1',
    ],
  ])('answers as DuckDB itself does: %s', async (file, question) => {
    const source = await sources.uploaded(join(VEGA, file));
    const { columns, rows } = await ask(source, question.replace('$', 'data'));
    const oracle = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await oracle.connect();
    const expected = await connection.runAndReadAll(question.replace('$', `'${join(VEGA, file)}'`));
    const plain = (cell: unknown): unknown => (typeof cell === 'bigint' ? Number(cell) : cell);
    expect(columns).toEqual(expected.columnNames());
    expect(rows).toEqual(expected.getRows().map((row) => row.map(plain)));
    oracle.closeSync();
    await source.close();
  });

  it('has the figures that are known of it', async () => {
    const flights = await sources.uploaded(join(VEGA, 'flights-3m.parquet'));
    // Its description: 3 million flights of the first half of 2001.
    const asked = await ask(
      flights,
      'SELECT count(*), min(date), max(date), max(delay) FROM data WHERE date >= $1',
      new Date('2001-01-01'),
    );
    expect(asked.rows).toEqual([[3_000_000, '2001-01-01T00:01:00.000Z', '2001-07-01T00:00:00.000Z', 1688]]);
    await flights.close();
    const weather = await sources.uploaded(join(VEGA, 'seattle-weather.csv'));
    // Seattle, 2012 to 2015, a row for each day.
    expect((await ask(weather, 'SELECT count(*), min(date), max(date) FROM data')).rows).toEqual([
      [1_461, '2012-01-01', '2015-12-31'],
    ]);
    expect((await weather.introspect(never)).tables[0]).toMatchObject({
      name: 'data',
      columns: expect.arrayContaining([
        {
          name: 'weather',
          type: 'string',
          nativeType: 'VARCHAR',
          nullable: true,
          samples: expect.arrayContaining(['drizzle']),
        },
      ]),
    });
    await weather.close();
    const movies = await sources.uploaded(join(VEGA, 'movies.json'));
    // Some titles are numbers there.
    expect(
      (await ask(movies, `SELECT "Title" FROM data WHERE "Title" IN ('300', 'Slam') ORDER BY 1`)).rows,
    ).toEqual([['300'], ['Slam']]);
    await movies.close();
    const quakes = await sources.uploaded(join(VEGA, 'earthquakes.json'), { records: 'features' });
    const { metadata } = JSON.parse(await readFile(join(VEGA, 'earthquakes.json'), 'utf8')) as {
      metadata: { count: number };
    };
    expect((await ask(quakes, 'SELECT count(properties.mag) FROM data WHERE id IS NOT NULL')).rows).toEqual([
      [metadata.count],
    ]);
    await quakes.close();
  });
});

describe('values', () => {
  it('are what JSON can hold, none of them changed', async () => {
    const file = join(sources.folder, 'types.parquet');
    const duck = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await duck.connect();
    await connection.run(`COPY (SELECT 9007199254740993::BIGINT AS big, 7::BIGINT AS small, 12.50::DECIMAL(10,2) AS price,
      12345678901234567.89::DECIMAL(38,2) AS huge, TIMESTAMP '2026-01-01 10:00:00.123456' AS at, TIMESTAMPTZ '2026-01-01 10:00:00+02' AS zoned,
      DATE '1969-12-31' AS day, TIMESTAMP '1969-12-31 23:59:59.999999' AS before, true AS yes, 'NaN'::DOUBLE AS nan, NULL::INT AS none,
      {a: [1, 2], b: 'x'} AS nested, '\\x01\\x02'::BLOB AS bytes, TIME '10:00:00' AS clock) TO '${file}'`);
    duck.closeSync();
    const source = sources.inFolder('types.parquet');
    const { columns, rows } = await ask(source, 'FROM data');
    expect(Object.fromEntries(columns.map((name, index) => [name, rows[0]?.[index]]))).toEqual({
      big: '9007199254740993',
      small: 7,
      price: 12.5,
      huge: '12345678901234567.89',
      at: '2026-01-01T10:00:00.123456Z',
      zoned: '2026-01-01T08:00:00.000Z',
      day: '1969-12-31',
      before: '1969-12-31T23:59:59.999999Z',
      yes: true,
      nan: null,
      none: null,
      nested: '{"a":[1,2],"b":"x"}',
      bytes: 'AQI=',
      clock: '10:00:00',
    });
    for await (const { records } of source.read(null, { signal: never, batchSize: 10 }))
      expect(records).toMatchObject([{ nested: { a: [1, 2], b: 'x' }, small: 7 }]);
    await source.close();
  });

  const typesOf = async (rows: string[], options: Record<string, unknown> = {}): Promise<unknown[]> => {
    const source = await sources.uploaded(Buffer.from(`day,v\n${rows.join('\n')}\n`), options);
    const { rows: found } = await ask(source, 'SELECT typeof(day), day::VARCHAR FROM data');
    await source.close();
    return [found[0]?.[0], ...found.map((row) => row[1])];
  };
  it.each([
    ['01/02/2024', '03/04/2024'],
    ['1-2-2024', '3-4-2024'],
    ['01/02/03', '03/04/05'],
    ['01/02/2024 10:00:00', '03/04/2024 11:00:00'],
  ])('of CSV are no guesses where days can be read in two ways: %s', async (...rows) => {
    expect(await typesOf(rows.map((row) => `${row},1`))).toEqual(['VARCHAR', ...rows]);
  });
  it.each([
    [['01/02/2024', '01/13/2024'], {}, ['DATE', '2024-01-02', '2024-01-13']],
    [['01.02.2024', '13.02.2024'], {}, ['DATE', '2024-02-01', '2024-02-13']],
    [['2024/01/02', ''], {}, ['DATE', '2024-01-02', null]],
    [['02/02/2024', '03/03/2024'], {}, ['DATE', '2024-02-02', '2024-03-03']],
    [['01/02/2024'], { csv: { dateFormat: '%m/%d/%Y' } }, ['DATE', '2024-01-02']],
    [['2024-01-02'], {}, ['DATE', '2024-01-02']],
  ])('of CSV are days where there is one way: %j', async (rows, options, expected) => {
    expect(
      await typesOf(
        rows.map((row) => `${row},1`),
        options,
      ),
    ).toEqual(expected);
  });

  it('of several files of CSV are no guesses either', async () => {
    await mkdir(join(sources.folder, 'days'));
    const write = (name: string, ...days: string[]) =>
      writeFile(
        join(sources.folder, 'days', name),
        ['day,v', ...days.map((day) => `${day},1`), ''].join('\n'),
      );
    await write('a.csv', '01/02/2024');
    await write('b.csv', '01/13/2024');
    const source = sources.inFolder('days/*.csv');
    const days = [['01/02/2024'], ['01/13/2024']];
    expect((await ask(source, 'SELECT day FROM data ORDER BY 1')).rows).toEqual(days);
    for await (const { records } of source.read(null, { signal: never, batchSize: 10 }))
      for (const record of records) expect(days.flat()).toContain((record as { day: unknown }).day);
    await source.close();
    await write('a.csv', '01/15/2024');
    const clear = sources.inFolder('days/*.csv');
    expect((await ask(clear, 'SELECT day FROM data ORDER BY 1')).rows).toEqual([
      ['2024-01-13'],
      ['2024-01-15'],
    ]);
    await clear.close();
  });

  it('of a workbook have the types of their cells', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Sales');
    sheet.addRow(['day', 'region', 'amount', 'paid', null, 'day']);
    sheet.addRow([new Date('2026-01-01T13:30:00Z'), 'emea', 12.5, true, 'x', 1]);
    sheet.addRow([]);
    sheet.addRow([
      new Date('2026-01-02'),
      { richText: [{ text: 'ap' }, { text: 'ac' }] },
      { formula: 'C2*2', result: 25 },
      false,
    ]);
    sheet.addRow([null, 'odd', { error: '#N/A' }]);
    workbook.addWorksheet('Other').addRow(['a']);
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer());
    const source = await sources.uploaded(bytes);
    expect(await ask(source, 'FROM data')).toEqual({
      columns: ['day', 'region', 'amount', 'paid', 'E', 'day_1'],
      rows: [
        ['2026-01-01T13:30:00.000Z', 'emea', 12.5, true, 'x', 1],
        ['2026-01-02T00:00:00.000Z', 'apac', 25, false, null, null],
        [null, 'odd', null, null, null, null],
      ],
    });
    await source.close();
    const wrong = await sources.uploaded(bytes, { sheet: 'Costs' });
    expect(await failure(wrong.test(never))).toBe('missing: The workbook has "Sales", "Other".');
  });
});

describe('a statement', () => {
  it.each([
    ['INSERT INTO data VALUES (1)', /Only SELECT/],
    ['SELECT 1; SELECT 2', /exactly one/],
    [`COPY data TO '/tmp/copied.csv'`, /Only SELECT/],
    [`SELECT * FROM read_text('/etc/passwd')`, /read_text is not allowed/],
    [`SELECT * FROM '/etc/passwd'`, /no table/],
    [`FROM data WHERE EXISTS (FROM glob('/*'))`, /glob is not allowed/],
    // SELECTs to DuckDB, and each of them changes how it works or tells of the server.
    [`FROM enable_logging(storage = 'file', storage_path = '/tmp/logged')`, /enable_logging is not allowed/],
    ['FROM enable_profiling()', /enable_profiling is not allowed/],
    ['FROM duckdb_settings()', /duckdb_settings is not allowed/],
    [`SELECT current_setting('temp_directory')`, /current_setting is not allowed/],
    [`FROM query('SELECT 1')`, /query is not allowed/],
    ['FROM information_schema.tables', /no table/],
    ['SELECT nothing FROM data', /nothing/],
  ])('that is not a SELECT from the file is refused: %s', async (text, reason) => {
    const source = await shared();
    expect(await failure(ask(source, text))).toMatch(/^refused: /);
    expect(await failure(ask(source, text))).toMatch(reason);
  });

  it('ends when its time is up, when it is called off, and when its answer is too large', async () => {
    const source = await shared();
    const text = 'SELECT count(*) FROM range(1000000000000) a, range(1000) b';
    const options = { timeoutMs: 200, maxRows: 10 };
    expect(await failure(source.query({ text, values: [] }, options))).toBe('timeout: ');
    const control = new AbortController();
    const running = failure(
      source.query({ text, values: [] }, { ...options, timeoutMs: 20_000, signal: control.signal }),
    );
    control.abort();
    expect(await running).toBe('aborted: ');
    expect(await failure(source.query({ text: 'FROM range(11)', values: [] }, options))).toMatch(
      /^too-large: More than 10 rows/,
    );
    expect(await failure(ask(source, `SELECT repeat('x', 3000000)`))).toMatch(/^too-large: A row/);
    expect(await failure(ask(source, `SELECT repeat('x', 10000) FROM range(9000)`))).toMatch(
      /^too-large: More than 32 MiB/,
    );
    expect((await ask(source, 'SELECT count(*) FROM data')).rows).toEqual([[2]]);
  });

  let opened: ReturnType<FileSources['uploaded']> | undefined;
  const shared = () => (opened ??= sources.uploaded(Buffer.from('a,b\n1,x\n2,y\n')));
});

describe('a broken or hostile file', () => {
  const deep = 1_000_000;
  it.each([
    [
      'a line that misses a value',
      'a,b,c\n1,2,3\n4,5\n',
      'invalid: Line 3: Expected Number of Columns: 3 Found: 2',
    ],
    ['JSON that ends early', '[{"a":1},{"a":', /^invalid: .*the file/],
    ['a broken line of NDJSON', '{"a":1}\n{"a":\n', /^invalid: .*line 2/],
    [
      'a line of NDJSON that is no JSON',
      '{"a":1}\n{"a":2}\nnope\n{"a":3}\n',
      /^invalid: .*byte 1 in line 3:/,
    ],
    ['a value of JSON that is none', '[{"a":1},\n{"a":2},\nnope]', /^invalid: .*in record\/value 3:/],
    ['Parquet without its end', 'PAR1 and nothing more', /^invalid: /],
    ['a ZIP file', 'PK\u0003\u0004 and a lot of pictures', /^invalid: It is a ZIP file/],
    ['bytes', Buffer.from([0xff, 0xfe, 0, 1]), /^invalid: It is neither text/],
    ['a line without end', `a,b\n1,${'x'.repeat(3_000_000)}\n`, /^invalid: Line \d+: Maximum line size/],
    // DuckDB overflows its stack.
    [
      'JSON that is nested without end',
      `{"a":`.repeat(deep) + '1' + '}'.repeat(deep),
      /^invalid: Its reader crashed/,
    ],
  ])('is refused with the place and without paths: %s', async (_case, content, reason) => {
    const source = await sources.uploaded(Buffer.from(content));
    const found = await failure(source.introspect(never));
    if (typeof reason === 'string') expect(found).toBe(reason);
    else expect(found).toMatch(reason);
    expect(found).not.toMatch(/\/proc|\/tmp/);
    await source.close();
  });

  it('cannot take more memory than it may, however it is packed', async () => {
    const small = await FileSources.open({ sourceFileMemoryMb: 64 });
    expect(await failure((await small.uploaded(await aBomb())).test(never))).toMatch(/^too-large: Unpacked/);
    const many = await small.uploaded(join(VEGA, 'flights-3m.parquet'));
    expect(await failure(ask(many, 'SELECT list(origin || date) FROM data'))).toMatch(/^too-large: /);
    expect((await ask(many, 'SELECT count(*) FROM data')).rows).toEqual([[3_000_000]]);
    await small.close();
  });

  it('whose reader is killed is read by another, and leaves no folder behind', async () => {
    const source = await sources.uploaded(Buffer.from('a\n1\n'));
    // Readers of other files work beside this test, in the folder that all share.
    const own = await mkdtemp(join(tmpdir(), 'vitrine-readers-'));
    const { TMPDIR } = process.env;
    process.env.TMPDIR = own;
    try {
      expect((await ask(source, 'FROM data')).rows).toEqual([[1]]);
      const [folder = ''] = await readdir(own);
      const running = failure(ask(source, 'SELECT count(*) FROM range(1000000000000) a, range(1000) b'));
      process.kill(await readerIn(folder), 'SIGKILL');
      expect(await running).toBe('broken: ');
      expect((await ask(source, 'FROM data')).rows).toEqual([[1]]);
      await source.close();
      expect(await readdir(own)).toEqual([]);
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
      await rm(own, { recursive: true });
    }
  });
});

/** The process that works in a folder. */
async function readerIn(folder: string): Promise<number> {
  for (const pid of await readdir('/proc')) {
    const cwd = /^\d+$/.test(pid) ? await readlinkOf(`/proc/${pid}/cwd`) : '';
    if (cwd.endsWith(folder)) return Number(pid);
  }
  throw new Error('there is no reader');
}

const readlinkOf = (path: string): Promise<string> => readlink(path).catch(() => '');

/** A workbook that says of one of its parts that it has 768 MiB when it is unpacked. */
async function aBomb(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('Bomb').addRow(['a']);
  const bytes = Buffer.from(await workbook.xlsx.writeBuffer());
  bytes.writeUInt32LE(0x30000000, bytes.indexOf('PK\u0001\u0002') + 24);
  return bytes;
}
