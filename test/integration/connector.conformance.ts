import {
  type QueryConnector,
  type ReadConnector,
  type SourceBatch,
  SourceError,
  type SourcePosition,
  type SourceStatement,
} from '@app/sources';
import {
  Bench,
  closedPort,
  contextOf,
  type QuerySourceAtHand,
  type ReadSourceAtHand,
  silentServer,
  type SourceAtHand,
  timeOf,
} from '../support/connector-bench';

export { contextOf };

const QUERY = { timeoutMs: 10_000, maxRows: 1_000 };
/** Beyond what an abort or a time-out may take, with room for a busy machine. */
const SOON_MS = 1_500;

/** What every connector does. Call it inside a `describe`; `start` runs before the first test, `stop` after the last one. */
export function connectorConformance(start: () => Promise<SourceAtHand>, stop: () => Promise<void>): void {
  let bench: Bench<SourceAtHand>;
  beforeAll(async () => {
    bench = new Bench(await start());
  }, 60_000);
  afterAll(async () => {
    await bench?.end();
    await stop();
  });
  const never = new AbortController().signal;

  it('refuses a field that it does not know, with a pointer below /connection', () => {
    const { kind, connection } = bench.source;
    const parse = (): unknown => kind.parse({ ...structuredClone(connection), noSuchField: 1 });
    expect(parse).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }) as Error);
    try {
      parse();
    } catch (error) {
      const { errors } = error as { errors: { pointer: string }[] };
      expect(errors.map(({ pointer }) => pointer)).toContain('/connection/noSuchField');
    }
  });

  it('reads what it has parsed as the same again', () => {
    const { kind, connection } = bench.source;
    const parsed = kind.parse(structuredClone(connection));
    expect(kind.parse(structuredClone(parsed))).toEqual(parsed);
  });

  it('answers a test, again and again, and several at once', async () => {
    const connector = bench.open();
    await connector.test(never);
    await Promise.all([connector.test(never), connector.test(never), connector.test(never)]);
  });

  it('shows what there is', async () => {
    const { tables } = await bench.open().introspect(never);
    expect(tables.length).toBeLessThanOrEqual(200);
    const { name, columns } = bench.source.table;
    const found = tables.find((each) => each.name === name);
    const types = Object.fromEntries(found?.columns.map((each) => [each.name, each.type]) ?? []);
    expect(types).toMatchObject(columns);
    for (const { samples, nativeType } of tables.flatMap((table) => table.columns)) {
      expect(nativeType).not.toBe('');
      expect(samples.length).toBeLessThanOrEqual(5);
      for (const sample of samples) expect(sample.length).toBeLessThanOrEqual(100);
    }
  });

  it('says credentials and missing for what that is', async () => {
    const { credentials, missing } = bench.source.wrong;
    if (credentials)
      expect((await bench.failure(bench.open(credentials).test(never))).reason).toBe('credentials');
    if (missing) expect((await bench.failure(bench.open(missing).test(never))).reason).toBe('missing');
  });

  it('says the same of what is forbidden, unknown or closed, and calls nobody where it must not', async () => {
    const { at } = bench.source.wrong;
    if (!at) return;
    const canary = await silentServer();
    const nothing = { ...bench.source.context, ...contextOf('') };
    const here = { ...bench.source.context, ...contextOf('127.0.0.1,localhost') };
    const failures = await Promise.all([
      bench.failure(bench.open(at('127.0.0.1', canary.port), nothing).test(never)),
      bench.failure(bench.open(at('canary.test', canary.port), nothing).test(never)),
      bench.failure(bench.open(at('169.254.169.254', 80), nothing).test(never)),
      bench.failure(bench.open(at('nothing.invalid', 80), here).test(never)),
      bench.failure(bench.open(at('127.0.0.1', await closedPort()), here).test(never)),
    ]);
    expect(failures.map(({ message }) => message)).toEqual(
      failures.map(() => new SourceError('unreachable').message),
    );
    expect(canary.heard()).toBe(0);
    await canary.close();
  });

  it('ends within a second when it is called off, also while nobody answers', async () => {
    const done = AbortSignal.abort();
    expect((await bench.failure(bench.open().test(done))).reason).toBe('aborted');
    const { at } = bench.source.wrong;
    if (!at) return;
    const silent = await silentServer();
    const here = { ...bench.source.context, ...contextOf('127.0.0.1') };
    const control = new AbortController();
    const connector = bench.open(at('127.0.0.1', silent.port), here);
    const waiting = bench.failure(connector.test(control.signal));
    setTimeout(() => control.abort(), 100);
    expect(await timeOf(waiting)).toBeLessThan(SOON_MS);
    expect((await waiting).reason).toBe('aborted');
    await connector.close();
    await silent.close();
  });

  it('closes twice, without having done anything, and while there is work', async () => {
    const idle = bench.open();
    await idle.close();
    await idle.close();
    const busy = bench.open();
    const { longWork } = bench.source;
    await busy.test(never);
    const work = longWork ? bench.failure(longWork(busy, never)) : undefined;
    await new Promise((resolve) => setTimeout(resolve, work ? 100 : 0));
    expect(await timeOf(Promise.all([busy.close(), busy.close(), work]))).toBeLessThan(5_000);
    expect(await bench.failure(busy.test(never))).toBeInstanceOf(SourceError);
  });

  it('has shown none of its secrets in an error', () => {
    expect(bench.secretsShown()).toEqual([]);
  });
}

/** What every connector does that answers statements, besides {@link connectorConformance}. */
export function queryConformance(start: () => Promise<QuerySourceAtHand>, stop: () => Promise<void>): void {
  let bench: Bench<QuerySourceAtHand>;
  let connector: QueryConnector;
  connectorConformance(
    async () => {
      const source = await start();
      bench = new Bench(source);
      connector = bench.open();
      return {
        ...source,
        longWork: (each) =>
          (each as QueryConnector).query(source.statements.slow, { ...QUERY, timeoutMs: 60_000 }),
      };
    },
    async () => {
      await bench?.end();
      await stop();
    },
  );
  const ask = (statement: SourceStatement, options: object = {}) =>
    connector.query(statement, { ...QUERY, ...options });

  it('answers all rows, and never fewer than there are', async () => {
    const { five } = bench.source.statements;
    const { columns, rows } = await ask(five, { maxRows: 5 });
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row).toHaveLength(columns.length);
    expect((await bench.failure(ask(five, { maxRows: 4 }))).reason).toBe('too-large');
    expect((await ask(five)).rows).toHaveLength(5);
  });

  it('ends a statement in time, and within a second when it is called off, and goes on', async () => {
    const { slow, five } = bench.source.statements;
    const late = bench.failure(ask(slow, { timeoutMs: 300 }));
    expect(await timeOf(late)).toBeLessThan(300 + SOON_MS);
    expect((await late).reason).toBe('timeout');
    const control = new AbortController();
    const off = bench.failure(ask(slow, { signal: control.signal }));
    setTimeout(() => control.abort(), 100);
    expect(await timeOf(off)).toBeLessThan(100 + SOON_MS);
    expect((await off).reason).toBe('aborted');
    expect((await bench.failure(ask(five, { signal: AbortSignal.abort() }))).reason).toBe('aborted');
    expect((await ask(five)).rows).toHaveLength(5);
  });

  it('answers many at once', async () => {
    const { five } = bench.source.statements;
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(five)));
    expect(answers.map(({ rows }) => rows.length)).toEqual(answers.map(() => 5));
  });

  it('changes nothing', async () => {
    const { forbidden, unchanged } = bench.source.statements;
    const before = await ask(unchanged);
    for (const statement of forbidden) {
      const { reason } = await bench.failure(ask(statement));
      expect([statement.text, reason]).toEqual([
        statement.text,
        expect.stringMatching(/^(refused|missing|invalid)$/),
      ]);
    }
    expect(await ask(unchanged)).toEqual(before);
  });

  it('says that a statement is wrong, without trying it again', async () => {
    const error = await bench.failure(ask(bench.source.statements.broken));
    expect([error.reason, error.retryable]).toEqual([
      expect.stringMatching(/^(refused|missing|invalid)$/),
      false,
    ]);
  });

  it('has shown none of its secrets in an error of a statement', () => {
    expect(bench.secretsShown()).toEqual([]);
  });
}

/** What every connector does that is read record by record, besides {@link connectorConformance}. */
export function readConformance(start: () => Promise<ReadSourceAtHand>, stop: () => Promise<void>): void {
  let bench: Bench<ReadSourceAtHand>;
  connectorConformance(
    async () => {
      const source = await start();
      bench = new Bench(source);
      return source;
    },
    async () => {
      await bench?.end();
      await stop();
    },
  );

  /** Reads until so many records have come, or there are no more. */
  const read = async (position: SourcePosition, records: number, batchSize = 2): Promise<SourceBatch[]> => {
    const control = new AbortController();
    const connector = bench.open<ReadConnector>();
    const batches: SourceBatch[] = [];
    let count = 0;
    for await (const batch of connector.read(position, { signal: control.signal, batchSize })) {
      batches.push(batch);
      count += batch.records.length;
      if (count >= records) break;
    }
    control.abort();
    await connector.close();
    return batches;
  };

  it('gives all records, in batches that are no larger than asked for, each with its key', async () => {
    const { keys, keysOf } = bench.source;
    const batches = await read(null, keys.length);
    expect(keysOf(batches)).toEqual(keys);
    for (const { records, keys: named } of batches) {
      expect(records.length).toBeLessThanOrEqual(2);
      expect(named).toHaveLength(records.length);
    }
    expect((await read(null, keys.length)).flatMap((each) => each.keys)).toEqual(
      batches.flatMap((each) => each.keys),
    );
  });

  it('goes on where it was, after its position has been stored, and gives nothing twice', async () => {
    const { keys, keysOf } = bench.source;
    const [first] = await read(null, 1);
    if (!first) throw new Error('there is no first batch');
    const position = JSON.parse(JSON.stringify(first.position)) as SourcePosition;
    const rest = await read(position, keys.length - first.records.length);
    expect(keysOf([first, ...rest])).toEqual(keys);
  });

  it('ends within a second when it is called off', async () => {
    const { keys, endless } = bench.source;
    const control = new AbortController();
    const connector = bench.open<ReadConnector>();
    let count = 0;
    const reading = (async () => {
      for await (const { records } of connector.read(null, {
        signal: control.signal,
        batchSize: keys.length,
      })) {
        count += records.length;
        if (count >= keys.length && !endless) control.abort();
      }
    })().catch((error: unknown) => {
      if (!(error instanceof SourceError) || error.reason !== 'aborted') throw error;
    });
    if (endless) setTimeout(() => control.abort(), 500);
    expect(await timeOf(reading)).toBeLessThan(500 + SOON_MS);
    await connector.close();
  });
}
