import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectorKind, ReadConnector, SourceBatch, SourcePosition } from '@app/sources';
import { FileConnector } from '../../libs/sources/src/file/file-connector';
import { FolderPlace } from '../../libs/sources/src/file/folder-place';
import { uploadKind } from '../../libs/sources/src/file/upload-kind';
import { newId } from '@app/platform';
import { ask, failure, FileSources, VEGA } from '../support/file-source';
import { queryConformance, readConformance } from './connector.conformance';

const never = new AbortController().signal;
let sources: FileSources;
beforeAll(async () => {
  sources = await FileSources.open();
});
afterAll(() => sources.close());

const batchesOf = async (
  source: ReadConnector,
  { from = null as SourcePosition, batchSize = 1_000, most = Infinity } = {},
): Promise<SourceBatch[]> => {
  const batches: SourceBatch[] = [];
  for await (const batch of source.read(from, { signal: never, batchSize })) {
    if (batches.push(batch) >= most) break;
  }
  return batches;
};

describe('files of a folder', () => {
  it('are one table, and are read anew when they change', async () => {
    await mkdir(join(sources.folder, 'sales'));
    await writeFile(join(sources.folder, 'sales/a.csv'), 'day,n\n2026-01-01,1\n');
    await writeFile(join(sources.folder, 'sales/b.csv'), 'n,day\n2,2026-01-02\n');
    await writeFile(join(sources.folder, 'sales/.hidden.csv'), 'day,n\n2026-01-09,9\n');
    const source = sources.inFolder('sales/*.csv');
    expect((await ask(source, 'SELECT day, n FROM data ORDER BY day')).rows).toEqual([
      ['2026-01-01', 1],
      ['2026-01-02', 2],
    ]);
    await writeFile(join(sources.folder, 'sales/c.csv'), 'day,n\n2026-01-03,3\n');
    expect((await ask(source, 'SELECT sum(n) FROM data')).rows).toEqual([[6]]);
    await source.close();
  });

  it('are nothing but plain files in it', async () => {
    const { folder } = sources;
    await writeFile(join(folder, '../secret.csv'), 'a\n1\n');
    await symlink(join(folder, '../secret.csv'), join(folder, 'link.csv'));
    await symlink(join(folder, '..'), join(folder, 'up'));
    await symlink('/proc/self', join(folder, 'proc'));
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    const wrong = [
      'link.csv',
      'up/secret.csv',
      'up/*.csv',
      'proc/status',
      'pipe.csv',
      'nothing.csv',
      'n*.csv',
    ];
    for (const path of wrong)
      expect([path, await failure(sources.inFolder(path).test(never))]).toEqual([
        path,
        'missing: No plain file of that path lies in the folder for sources.',
      ]);
    await mkdir(join(folder, 'a folder.csv'));
    expect(await failure(sources.inFolder('a folder.csv').test(never))).toBe(
      'missing: No plain file of that path lies in the folder for sources.',
    );
    for (const path of ['../secret.csv', '/etc/passwd', 'a//b', 'a/../b', '.hidden', 'a\0b', '**/x', ''])
      expect(() => sources.inFolder(path)).toThrow(/path/);
  });

  it('stay those that were opened while others take their place', async () => {
    const { folder } = sources;
    await writeFile(join(folder, 'swap.csv'), 'a\n1\n');
    await writeFile(join(folder, 'other.csv'), 'a\n2\n');
    const source = sources.inFolder('swap.csv');
    await source.test(never);
    const [answer] = await Promise.all([
      ask(source, 'FROM data'),
      rename(join(folder, 'other.csv'), join(folder, 'swap.csv')),
    ]);
    expect([[[1]], [[2]]]).toContainEqual(answer.rows);
    expect((await ask(source, 'FROM data')).rows).toEqual([[2]]);
    await source.close();
  });

  it('are asked again when others take their place between the look at them and the question', async () => {
    const { folder, context } = sources;
    await writeFile(join(folder, 'taken.csv'), 'a\n1\n');
    await writeFile(join(folder, 'taker.csv'), 'a\n2\n');
    let isDue = false;
    class TakenPlace extends FolderPlace {
      override async identity(): Promise<string> {
        const identity = await super.identity();
        if (isDue) await rename(join(folder, 'taker.csv'), join(folder, 'taken.csv'));
        isDue = false;
        return identity;
      }
    }
    const source = new FileConnector(
      new TakenPlace(folder, ['taken.csv']),
      {},
      context.config,
      context.organizationId,
    );
    await source.test(never);
    isDue = true;
    expect((await ask(source, 'FROM data')).rows).toEqual([[2]]);
    await source.close();
  });

  it('are there for nobody when there is no folder, and for each organization its own where that is said', async () => {
    const none = await FileSources.open({ sourceFilesDir: undefined });
    expect(await failure(none.inFolder('a.csv').test(never))).toMatch(/^refused: .*SOURCE_FILES_DIR/);
    await none.close();
    const own = await FileSources.open({ sourceFilesDir: join(sources.folder, '{organization}') });
    await mkdir(join(sources.folder, own.organizationId));
    await writeFile(join(sources.folder, own.organizationId, 'a.csv'), 'a\n5\n');
    expect((await ask(own.inFolder('a.csv'), 'FROM data')).rows).toEqual([[5]]);
    await own.close();
  });
});

describe('reading a file', () => {
  it('gives every row once, in order, with the number of the row, and goes on where it was', async () => {
    const source = await sources.uploaded(join(VEGA, 'seattle-weather.csv'));
    expect(await source.lag?.(null)).toBe(1_461);
    const begun = await batchesOf(source, { most: 2, batchSize: 500 });
    expect(begun.map(({ keys }) => [keys[0], keys.at(-1)])).toEqual([
      ['1', '500'],
      ['501', '1000'],
    ]);
    expect(begun[0]?.records[0]).toEqual({
      date: '2012-01-01',
      precipitation: 0,
      temp_max: 12.8,
      temp_min: 5,
      wind: 4.7,
      weather: 'drizzle',
    });
    // As another process would find it.
    const position = JSON.parse(JSON.stringify(begun[0]?.position)) as SourcePosition;
    expect(await source.lag?.(position)).toBe(961);
    const rest = await batchesOf(source, { from: position, batchSize: 500 });
    expect(rest.flatMap(({ keys }) => keys)).toEqual(
      Array.from({ length: 961 }, (_, index) => `${501 + index}`),
    );
    expect(rest[0]?.records).toEqual(begun[1]?.records);
    expect(await batchesOf(source, { from: rest.at(-1)?.position ?? null })).toEqual([]);
    await source.close();
  });

  it('reads what was appended, and all of a file that another has taken the place of', async () => {
    const { folder } = sources;
    const rows = (from: number, to: number): string =>
      Array.from({ length: to - from }, (_, index) => `${from + index}\n`).join('');
    await writeFile(join(folder, 'log-1.csv'), `n\n${rows(0, 3)}`);
    await writeFile(join(folder, 'log-2.csv'), `n\n${rows(10, 12)}`);
    const source = sources.inFolder('log-?.csv');
    const values = (batches: SourceBatch[]) =>
      batches.flatMap(({ records }) => records.map((record) => (record as { n: number }).n));
    const first = await batchesOf(source, { batchSize: 2 });
    expect(values(first)).toEqual([0, 1, 2, 10, 11]);
    expect(first.flatMap(({ keys }) => keys)).toEqual([
      'log-1.csv:1',
      'log-1.csv:2',
      'log-1.csv:3',
      'log-2.csv:1',
      'log-2.csv:2',
    ]);
    let from = first.at(-1)?.position ?? null;
    await appendFile(join(folder, 'log-1.csv'), rows(3, 5));
    const second = await batchesOf(source, { from });
    expect([values(second), second[0]?.keys]).toEqual([
      [3, 4],
      ['log-1.csv:4', 'log-1.csv:5'],
    ]);
    from = second.at(-1)?.position ?? null;
    await writeFile(join(folder, 'log-2.csv'), `n\n${rows(20, 23)}`);
    expect(values(await batchesOf(source, { from }))).toEqual([20, 21, 22]);
    await source.close();
  });
});

describe('a file, as every source', () => {
  let own: FileSources;
  const start = async () => {
    own = await FileSources.open();
    return {
      kind: uploadKind as ConnectorKind,
      connection: await own.upload(Buffer.from('day,region,amount\n' + '2026-01-01,emea,1.5\n'.repeat(5))),
      context: own.context,
      wrong: { missing: { kind: 'upload', fileId: newId() } },
      table: { name: 'data', columns: { day: 'date', region: 'string', amount: 'number' } },
    };
  };
  const stop = () => own.close();
  const statement = (text: string) => ({ text, values: [] });

  describe('that is queried', () => {
    queryConformance(
      async () => ({
        ...(await start()),
        statements: {
          five: statement('FROM data'),
          slow: statement('SELECT count(*) FROM range(1000000000000) a, range(1000) b'),
          forbidden: [
            'DELETE FROM data',
            `COPY data TO '/tmp/x.csv'`,
            'CREATE TABLE other (a INT)',
            `FROM read_text('/etc/passwd')`,
          ].map(statement),
          unchanged: statement('SELECT count(*) FROM data'),
          broken: statement('SELECT nothing FROM data'),
        },
      }),
      stop,
    );
  });

  describe('that is read', () => {
    readConformance(
      async () => ({
        ...(await start()),
        keys: ['1', '2', '3', '4', '5'],
        keysOf: (batches) => batches.flatMap(({ keys }) => keys.map(String)),
        endless: false,
      }),
      stop,
    );
  });
});
