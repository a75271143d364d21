import type { Dialect } from '@app/sources';
import * as fc from 'fast-check';
import { relationSql } from './compile/facts-sql';
import { SQL_DIALECTS } from './dialect/sql-dialects';
import { selectProblem } from './one-select';

const DIALECTS: Dialect[] = ['postgresql', 'mysql', 'clickhouse', 'duckdb'];

describe('selectProblem', () => {
  it.each([
    'SELECT * FROM orders',
    '  with paid AS (SELECT * FROM orders) SELECT * FROM paid',
    `SELECT 'it''s; -- /* $$ ? {x} )' AS text, "odd ""name""" FROM orders WHERE a - -1 > 2`,
    `SELECT (a + (b)) ->> 'x' AS c\n\tFROM t`,
  ])('lets %j through in every dialect', (sql) => {
    for (const dialect of DIALECTS)
      expect([dialect, selectProblem(sql, dialect)]).toEqual([dialect, undefined]);
  });

  it.each([
    ['DELETE FROM orders', 'begin with SELECT'],
    ['selection', 'begin with SELECT'],
    ['SELECT 1; DROP TABLE orders', 'semicolon'],
    ['SELECT 1) AS s, (SELECT 2', 'close a parenthesis'],
    ['SELECT (1', 'close every parenthesis'],
    ['SELECT 1 -- ', 'comment'],
    ['SELECT 1 /* ', 'comment'],
    ['SELECT 1 # ', '#'],
    ["SELECT 'open", 'quotation open'],
    ['SELECT "open', 'quotation open'],
    [String.raw`SELECT 'a\') AS s, (SELECT 1), (', ''`, 'backslash'],
    [String.raw`SELECT E'\'' || ')'`, 'backslash'],
    ['SELECT $$)$$', '$'],
    ['SELECT $1', '$'],
    ['SELECT ?', '?'],
    ['SELECT {x:String}', 'brace'],
    ['SELECT ‘(’ AS a FROM t) s UNION ALL SELECT 1 FROM (SELECT ‘)’', 'curly quote'],
    ['SELECT \u00011\u0001', 'control characters'],
    ['SELECT \0', 'control characters'],
  ])('refuses %j', (sql, reason) => {
    for (const dialect of DIALECTS) expect(selectProblem(sql, dialect)).toContain(reason);
  });

  it('is asked again whenever a statement is written: the mapping may be of a time when the source could not tell', () => {
    const sql = 'SELECT 1) s, (SELECT 2';
    expect(() => relationSql({ sql }, SQL_DIALECTS.mysql)).toThrow('close a parenthesis');
    expect(relationSql({ sql: 'SELECT 1' }, SQL_DIALECTS.mysql)).toBe('(SELECT 1) s');
  });

  it('takes backticks for quotes where they are', () => {
    expect(selectProblem('SELECT `a)` FROM t', 'mysql')).toBeUndefined();
    // There a backtick is an operator, and the quote behind it begins a text.
    expect(selectProblem("SELECT `'`) AS s, ('", 'postgresql')).toContain('backtick');
  });

  it('leaves nothing in what it lets through that could end the parentheses around it', () => {
    const pieces = fc.constantFrom(
      "'",
      '"',
      '`',
      '(',
      ')',
      '--',
      '/*',
      '*/',
      ';',
      '\\',
      '$$',
      '?',
      '#',
      ' ',
      'a',
      '{',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), fc.constantFrom(...DIALECTS), (parts, dialect) => {
        const sql = `SELECT ${parts.join('')}`;
        if (selectProblem(sql, dialect) !== undefined) return;
        const quiet = sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`/g, 'q');
        expect(quiet).not.toMatch(/['"`;\\$?#{}]|--|\/\*/);
        let depth = 0;
        for (const character of quiet) {
          if (character === '(') depth += 1;
          if (character === ')') depth -= 1;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
