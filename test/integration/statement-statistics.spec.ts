import { anIngestProcess } from '../support/ingest-process';
import { createDatabase } from '../support/test-database';
import { readExplanation } from '../../libs/data/src/store/explain/read-explanation';
import { statementStatistics } from '../../libs/data/src/optimizer/statistics/statement-statistics';

/** A statement that nobody else runs. */
const STATEMENT = 'SELECT $1::int + n AS optimizer_test FROM generate_series(1, $2::int) g (n)';

describe('what the database counts of statements', () => {
  it('is found under the number that its plan has', async () => {
    // The database of an embedded installation has the extension; those of tests have not.
    const node = anIngestProcess(process.env.VITRINE_TEST_POSTGRES as string);
    const { database } = node;
    try {
      for (const rows of [1, 5]) await database.query(STATEMENT, [7, rows]);
      const explained = await database.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN (VERBOSE, FORMAT TEXT) ${STATEMENT}`,
        [3, 2],
      );
      const text = explained.rows.map((row) => row['QUERY PLAN']).join('\n');
      const id = /Query Identifier: (-?\d+)/.exec(text)?.[1] ?? '';
      const statistics = await statementStatistics(database, [id, '1']);
      expect(statistics).toEqual({ available: true, byId: new Map([[id, expect.any(Object)]]) });
      if (statistics.available) {
        expect(statistics.byId.get(id)).toMatchObject({ calls: 2, rows: 6, tempBlocksWritten: 0 });
      }
    } finally {
      await node.close();
    }
  });

  it('is not there without the extension, which is said and no error', async () => {
    const { url, drop } = await createDatabase();
    const node = anIngestProcess(url);
    try {
      expect(await statementStatistics(node.database, [])).toEqual({
        available: false,
        reason: expect.stringContaining('CREATE EXTENSION pg_stat_statements'),
      });
    } finally {
      await node.close();
      await drop();
    }
  });

  it('keeps a number whole that no double can hold', () => {
    const read = { ranges: [], branches: [] };
    const text =
      '[{"Plan": {"Node Type": "Result", "Plan Rows": 1, "Total Cost": 2}, "Query Identifier": -6415126183409813241}]';
    expect(readExplanation(read, read, { text: 'SELECT' }, text)).toMatchObject({
      queryId: '-6415126183409813241',
      estimated: { rows: 1, cost: 2 },
    });
  });
});
