import type { Dialect } from '../connector';
import { assertSelect } from './single-select';

const DIALECTS: Dialect[] = ['postgresql', 'mysql', 'clickhouse', 'duckdb'];

describe.each(DIALECTS)('a statement for %s', (dialect) => {
  it.each([
    'SELECT 1',
    ' select 1 ; ',
    '(SELECT 1) UNION (SELECT 2)',
    'WITH a AS (SELECT 1) SELECT * FROM a',
    '/* why */ SELECT 1',
    `SELECT ';' AS "a;b"`,
    "SELECT 'it''s; fine'",
    'SELECT 1 -- done; really',
  ])('may be %p', (text) => {
    expect(() => assertSelect(text, dialect)).not.toThrow();
  });

  it.each([
    '',
    'DELETE FROM a',
    'SELECT 1; SELECT 2',
    'SELECT 1;;',
    "SELECT '1'; DROP TABLE a",
    'EXPLAIN SELECT 1',
    'selection',
    '-- SELECT 1',
    "/* ' */ DROP TABLE a /* ' */",
  ])('may not be %p', (text) => {
    expect(() => assertSelect(text, dialect)).toThrow(expect.objectContaining({ reason: 'refused' }));
  });
});

describe('a statement for MySQL', () => {
  it.each([
    `SELECT 1 INTO OUTFILE '/tmp/x'`,
    `SELECT 1 /*! INTO OUTFILE '/tmp/x' */`,
    `SELECT 1 /*M!100100 INTO OUTFILE '/tmp/x' */`,
    String.raw`SELECT '\\' INTO OUTFILE '/tmp/x'`,
    String.raw`SELECT '\'' INTO OUTFILE '/tmp/x'`,
    `SELECT "a" 'b' INTO OUTFILE '/tmp/x'`,
    `SELECT 1 -- '\nINTO OUTFILE '/tmp/x'`,
    'SELECT 1 /*',
  ])('writes no file: %p', (text) => {
    expect(() => assertSelect(text, 'mysql')).toThrow(expect.objectContaining({ reason: 'refused' }));
  });

  it('may have such words where they are none', () => {
    expect(() => assertSelect("SELECT 'into', `into` FROM a # into", 'mysql')).not.toThrow();
  });
});
