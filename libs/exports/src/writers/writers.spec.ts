import { writeFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell, Column } from '@app/data';
import type { ExportDocument, ExportTable, ExportWriter } from './export-document';
import { writeCsvFile } from './csv-writer';
import { writeJsonFile } from './json-writer';
import { oneTable } from './one-table';
import { writeParquetFile } from './parquet-writer';
import { SheetNames } from './sheet-names';
import { writeWorkbook, writeXlsxFile } from './xlsx-writer';

const TIME: Column = { name: 'time', type: 'datetime' };
const REGION: Column = { name: 'region', type: 'string' };
const REVENUE: Column = { name: 'revenue', type: 'number', unit: 'USD' };
const META = {
  from: 'a',
  to: 'b',
  interval: null,
  timezone: 'UTC',
  source: 'raw',
  computedAt: 'c',
  tookMs: 1,
  approximate: false,
  truncated: false,
} as const;

function table(
  title: string,
  columns: Column[],
  rows: Cell[][],
  totals?: Record<string, number>,
): ExportTable {
  return {
    title,
    columns,
    time: {
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      interval: null,
      timezone: 'UTC',
    },
    widget: { id: title, type: 'table', display: {} },
    read: async (sink) => {
      for (const row of rows) await sink([row]);
      return { meta: META, ...(totals && { totals }) };
    },
  };
}

function document(...parts: ExportDocument['parts']): ExportDocument {
  return {
    title: 'Sales',
    description: '',
    dashboardId: 'd',
    createdAt: new Date('2026-02-01T00:00:00Z'),
    filters: ['region is emea'],
    timezone: 'UTC',
    parts,
    layout: [],
  };
}

async function made(writer: ExportWriter, ...parts: ExportDocument['parts']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await writer(document(...parts), {
    write: async (chunk) => {
      chunks.push(Buffer.from(chunk));
    },
  });
  return Buffer.concat(chunks);
}

const BY_DAY = table(
  'By day',
  [TIME, REVENUE],
  [
    ['2026-01-01T00:00:00.000Z', -5.2],
    ['2026-01-02T00:00:00.000Z', null],
  ],
  { revenue: -5.2 },
);
const BY_REGION = table(
  'By region',
  [REGION, REVENUE],
  [
    ['=cmd|"x"', 1e21],
    ['a,"b"\nc', 0.1],
    [null, 3],
  ],
);

describe('one table of several', () => {
  it('has a column for each name and type, and what a row lacks is null', () => {
    const text: Column = { name: 'revenue', type: 'string' };
    const { columns, rowOf } = oneTable([BY_DAY, BY_REGION, table('T', [text], [])]);
    expect(columns.map(({ name }) => name)).toEqual(['widget', 'time', 'region', 'revenue', 'revenue (2)']);
    expect(rowOf(1)(['emea', 2])).toEqual(['By region', null, 'emea', null, 2]);
    expect(rowOf(2)(['x'])).toEqual(['T', null, null, 'x', null]);
  });
});

describe('csv', () => {
  it('follows RFC 4180, keeps numbers, and gives spreadsheets no formula', async () => {
    expect((await made(writeCsvFile, BY_DAY, BY_REGION)).toString()).toBe(
      [
        'widget,time,region,revenue',
        'By day,2026-01-01T00:00:00.000Z,,-5.2',
        'By day,2026-01-02T00:00:00.000Z,,',
        'By day,$totals,,-5.2',
        `By region,,"'=cmd|""x""",1e+21`,
        'By region,,"a,""b""\nc",0.1',
        'By region,,,3',
        '',
      ].join('\r\n'),
    );
  });
});

describe('csv of a query', () => {
  const ofQuery = async (
    columns: Column[],
    rows: Cell[][],
    totals: Record<string, number>,
  ): Promise<string> => {
    const { widget: _none, ...query } = table('Query', columns, rows, totals);
    return (await made(writeCsvFile, query)).toString();
  };

  it('ends with the totals that it asks for, as its answer does', async () => {
    const text = await ofQuery([TIME, REGION, REVENUE], [[null, 'emea', 3]], { revenue: 3 });
    expect(text.split('\r\n')).toEqual(['time,region,revenue', ',emea,3', '$totals,,3', '']);
  });

  it('has none beside numbers alone, which are the totals', async () => {
    expect(await ofQuery([REVENUE], [[9]], { revenue: 9 })).toBe('revenue\r\n9\r\n');
  });
});

describe('json', () => {
  it('holds every widget with its rows, texts too', async () => {
    const notes = {
      title: 'Notes',
      widget: { id: 'n', type: 'text' as const, display: { markdown: '# Hi' } },
    };
    const parsed = JSON.parse(
      (await made(writeJsonFile, BY_DAY, notes, table('Empty', [REVENUE], []))).toString(),
    );
    expect(parsed).toMatchObject({
      title: 'Sales',
      filters: ['region is emea'],
      tables: [
        {
          title: 'By day',
          rows: [
            ['2026-01-01T00:00:00.000Z', -5.2],
            ['2026-01-02T00:00:00.000Z', null],
          ],
          totals: { revenue: -5.2 },
        },
        { title: 'Notes', text: '# Hi' },
        { title: 'Empty', rows: [], meta: { truncated: false } },
      ],
    });
  });
});

describe('xlsx', () => {
  it('has a sheet for each table, with times, numbers and texts as such', async () => {
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await made(writeXlsxFile, BY_DAY, BY_REGION)) as never);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['About', 'By day', 'By region']);
    const [, days, regions] = workbook.worksheets;
    expect(days?.getRow(1).values).toEqual([undefined, 'time', 'revenue (USD)']);
    expect(days?.getCell('A2').value).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(days?.getCell('B2').value).toBe(-5.2);
    expect(days?.getCell('B3').value).toBeNull();
    expect(days?.getRow(4).values).toEqual([undefined, 'Total', -5.2]);
    expect(regions?.getCell('A2')).toMatchObject({ value: '=cmd|"x"', formula: undefined });
  });

  it('shows numbers as they are, the total among them', async () => {
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    const rows = [[0.0000003], [12345.67], [3], [-0.5], [null]];
    const sheet = table('Numbers', [REVENUE], rows, { revenue: 12348.1700003 });
    await workbook.xlsx.load((await made(writeXlsxFile, sheet)) as never);
    const cells = [2, 3, 4, 5, 7].map((row) => workbook.worksheets[1]?.getCell(row, 1));
    expect(cells.map((cell) => cell?.numFmt)).toEqual(['0E+00', '#,##0.00', '#,##0', '#,##0.0', '#,##0.00']);
    expect(cells.map((cell) => cell?.font?.bold ?? false)).toEqual([false, false, false, false, true]);
    expect(cells.every((cell) => cell?.alignment.horizontal === 'right')).toBe(true);
  });

  it('goes on in a further sheet where one is full, also with nothing but the total', async () => {
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    const sheet = table(
      'Numbers',
      [REGION, REVENUE],
      [
        ['a', 1],
        ['b', 2],
        ['c', 3],
        ['d', 4],
      ],
      { revenue: 10 },
    );
    await workbook.xlsx.load((await made((...given) => writeWorkbook(...given, 3), sheet)) as never);
    const [, ...sheets] = workbook.worksheets;
    const rowsOf = (at: number) =>
      sheets[at]
        ?.getSheetValues()
        .slice(2)
        .map((row) => (row as Cell[]).slice(1));
    expect(sheets.map((_, at) => rowsOf(at))).toEqual([
      [
        ['a', 1],
        ['b', 2],
      ],
      [
        ['c', 3],
        ['d', 4],
      ],
      [['Total', 10]],
    ]);
  });

  it('names sheets as spreadsheets take them', () => {
    const names = new SheetNames();
    expect(
      ['a/b', 'A b', '', 'History', 'x'.repeat(40), 'x'.repeat(40)].map((title) => names.next(title)),
    ).toEqual(['a b', 'A b (2)', 'Sheet', 'History (2)', 'x'.repeat(31), `${'x'.repeat(27)} (2)`]);
  });

  it('fails with what ends its output', async () => {
    const failure = new Error('full');
    const work = writeXlsxFile(document(BY_DAY), { write: () => Promise.reject(failure) });
    await expect(work).rejects.toBe(failure);
  });
});

describe('parquet', () => {
  it('is read back as it was', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vitrine-test-'));
    try {
      const file = join(folder, 'a.parquet');
      await writeFile(file, await made(writeParquetFile, BY_DAY, BY_REGION));
      const { DuckDBInstance } = await import('@duckdb/node-api');
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      const reader = await connection.runAndReadAll(
        `SELECT widget, epoch_ms(time)::double, region, revenue FROM '${file}'`,
      );
      expect(reader.getRows()).toEqual([
        ['By day', Date.UTC(2026, 0, 1), null, -5.2],
        ['By day', Date.UTC(2026, 0, 2), null, null],
        ['By region', null, '=cmd|"x"', 1e21],
        ['By region', null, 'a,"b"\nc', 0.1],
        ['By region', null, null, 3],
      ]);
      connection.closeSync();
      instance.closeSync();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
