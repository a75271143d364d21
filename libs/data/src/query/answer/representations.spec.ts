import { parse as parseCsv } from 'csv-parse/sync';
import * as fc from 'fast-check';
import type { Cell, QueryAnswer, QueryData } from '../metric-query';
import { type Representation, REPRESENTATIONS, representationFor } from './representation';
import { serializeAnswer } from './serialize-answer';
import { writeCsv } from './write-csv';
import { writeNdjson } from './write-ndjson';

const columns = [
  { name: 'time', type: 'datetime' },
  { name: 'region', type: 'string' },
  { name: 'revenue', type: 'number' },
] as const;
const data = (rows: Cell[][], more: Partial<QueryData> = {}): QueryData => ({
  columns: [...columns],
  rows,
  ...more,
});
const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const cellOf = (value: Cell): string =>
  writeCsv(data([[null, value, null]]))
    .split('\r\n')[1]
    ?.slice(1, -1) ?? '';

describe('the representation that an Accept header wants', () => {
  it.each<[string | undefined, Representation]>([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['text/csv', 'text/csv'],
    ['Text/CSV; charset=utf-8', 'text/csv'],
    ['text/*', 'text/csv'],
    ['application/x-ndjson', 'application/x-ndjson'],
    ['text/csv, */*', 'text/csv'],
    ['*/*, text/csv', 'text/csv'],
    ['text/csv;q=0.5, application/json', 'application/json'],
    ['application/json;q=0.5, application/x-ndjson;q=0.6', 'application/x-ndjson'],
    ['text/csv;q=0, */*', 'application/json'],
    ['application/json;q=0, */*', 'application/x-ndjson'],
    ['application/xml', 'application/json'],
    ['text/csv;q=many', 'application/json'],
  ])('%j is %s', (accept, expected) => {
    expect(representationFor(accept)).toBe(expected);
  });

  it('is one of them whatever the header', () => {
    fc.assert(
      fc.property(fc.string(), (accept) => expect(REPRESENTATIONS).toContain(representationFor(accept))),
    );
  });
});

describe('CSV', () => {
  it('has a header, CRLF, nothing for null and quotes where they are needed', () => {
    expect(
      writeCsv(
        data([
          ['2026-11-01T00:00:00.000Z', 'a "b", c', 1.5],
          ['2026-11-01T00:00:00.000Z', null, null],
        ]),
      ),
    ).toBe(
      'time,region,revenue\r\n2026-11-01T00:00:00.000Z,"a ""b"", c",1.5\r\n2026-11-01T00:00:00.000Z,,\r\n',
    );
    expect(cellOf('')).toBe('""');
    expect(cellOf('a\nb')).toContain('"a');
  });

  it.each(['=1+1', '+cmd', '-x', '@SUM(A1)', '\tx', '-1+2', '+', '-'])(
    'keeps %j from being a formula',
    (text) => {
      expect(cellOf(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it.each(['-5', '+49123', '-1.5e-7', '1=1', "'=x", 'a@b'])('leaves %j as it is', (text) => {
    expect(cellOf(text)).toBe(text);
  });

  it('neutralises names of columns too', () => {
    const columnNames = [{ name: '=x', type: 'string' } as const, { name: '', type: 'number' } as const];
    expect(writeCsv({ columns: columnNames, rows: [] })).toBe(`'=x,""\r\n`);
  });

  it('has totals as its last row', () => {
    const totals = { revenue: 9 };
    expect(writeCsv(data([], { totals })).split('\r\n')[1]).toBe('$totals,,9');
    expect(writeCsv({ columns: columns.slice(2), rows: [[9]], totals })).toBe('revenue\r\n9\r\n');
  });

  it('is read back by a reader of CSV, whatever the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '-', '1', ' ') }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1 }),
        (given) => {
          const csv = writeCsv(data(given.map(([group, value]) => [null, group, value])));
          const read = parseCsv(csv, { bom: false });
          expect(read.slice(1)).toHaveLength(given.length);
          given.forEach(([group, value], index) => {
            const [time, label, number] = read[index + 1] ?? [];
            expect(time).toBe('');
            expect([group, `'${group}`]).toContain(label);
            expect(/^[=+\-@\t\r]/.test(label ?? '') && Number.isNaN(Number(label))).toBe(false);
            expect(Number(number)).toBe(value === 0 ? 0 : value);
          });
        },
      ),
    );
  });
});

describe('NDJSON', () => {
  it('has an object per row by column name', () => {
    expect(
      lines(
        writeNdjson(
          data([
            ['t', 'emea', 1],
            ['t', null, null],
          ]),
        ),
      ),
    ).toEqual([
      { time: 't', region: 'emea', revenue: 1 },
      { time: 't', region: null, revenue: null },
    ]);
    expect(writeNdjson(data([]))).toBe('');
  });

  it('marks the rest and ends with the totals', () => {
    const text = writeNdjson(
      data(
        [
          ['t', '$other', 1],
          ['t', '$other', 2],
        ],
        { otherRows: [1], totals: { revenue: 3 } },
      ),
    );
    expect(lines(text)).toEqual([
      { time: 't', region: '$other', revenue: 1 },
      { time: 't', region: '$other', revenue: 2, $other: true },
      { $totals: { revenue: 3 } },
    ]);
  });

  it('keeps names that objects of JavaScript treat otherwise', () => {
    const odd = ['__proto__', '1', 'constructor', 'a"b'].map((name) => ({ name, type: 'number' as const }));
    expect(writeNdjson({ columns: odd, rows: [[1, 2, 3, 4]] })).toBe(
      '{"__proto__":1,"1":2,"constructor":3,"a\\"b":4}\n',
    );
  });
});

describe('serializeAnswer', () => {
  const answer: QueryAnswer = {
    data: data([['2026-11-01T00:00:00.000Z', 'emea', 1]]),
    meta: {
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-02T00:00:00.000Z',
      interval: '1d',
      timezone: 'UTC',
      source: 'raw',
      computedAt: '2026-11-25T12:00:00.000Z',
      tookMs: 1,
      approximate: false,
      truncated: true,
    },
  };

  it('puts what the answer is about into a header where the body has but rows', () => {
    for (const representation of ['text/csv', 'application/x-ndjson'] as const) {
      const { headers } = serializeAnswer(answer, representation);
      expect(JSON.parse(headers?.['x-vitrine-meta'] ?? '')).toEqual(answer.meta);
    }
    expect(serializeAnswer(answer)).not.toHaveProperty('headers');
  });

  it('has an ETag for each representation that changes with rows and meta, but not with the time it took', () => {
    const later = { ...answer, meta: { ...answer.meta, computedAt: '2026-11-26T00:00:00.000Z', tookMs: 2 } };
    const complete = { ...answer, meta: { ...answer.meta, truncated: false } };
    const etags = REPRESENTATIONS.flatMap((one) => {
      expect(serializeAnswer(later, one).etag).toBe(serializeAnswer(answer, one).etag);
      return [serializeAnswer(answer, one).etag, serializeAnswer(complete, one).etag];
    });
    expect(new Set(etags).size).toBe(6);
  });
});
