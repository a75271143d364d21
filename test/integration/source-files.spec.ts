import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { ask, FileSources, VEGA } from '../support/file-source';

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
    expect(columns).toEqual(expected.columnNames());
    expect(rows).toEqual(
      expected.getRows().map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell))),
    );
    oracle.closeSync();
    await source.close();
  });
});
