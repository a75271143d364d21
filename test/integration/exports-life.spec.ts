import { Readable } from 'node:stream';
import { type Principal, permissionsOf } from '@app/auth';

import { ExportService } from '@app/exports';
import {
  type ByteRange,
  type FileInfo,
  FileStore,
  FolderFileStore,
  S3FileStore,
  type WriteOptions,
} from '@app/files';
import { AppError } from '@app/platform';
import { ExportRuns } from '../../libs/exports/src/run/export-runs';
import { ExportUpkeep } from '../../libs/exports/src/run/export-upkeep';
import { eventually } from '../support/eventually';
import { aWorld, type World } from '../support/world';

/** A store that can be told to fail, or to hold its breath in the middle of a file. */
class FickleStore extends FileStore {
  failure: Error | undefined;
  hold: Promise<void> | undefined;
  held = 0;
  stuck: string | undefined;

  constructor(private readonly store: FolderFileStore) {
    super();
  }

  override write(
    key: string,
    content: AsyncIterable<Uint8Array>,
    options?: WriteOptions,
  ): Promise<{ bytes: number }> {
    const through = async function* (this: FickleStore): AsyncIterable<Uint8Array> {
      for await (const chunk of content) {
        yield chunk;
        this.held++;
        await this.hold;
        if (this.failure) throw this.failure;
      }
    };
    return this.store.write(key, through.call(this), options);
  }

  override read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>> {
    return this.store.read(key, range);
  }

  override stat(key: string): Promise<FileInfo | undefined> {
    return this.store.stat(key);
  }

  override delete(key: string): Promise<void> {
    if (key === this.stuck) return Promise.reject(new Error('it does not go'));
    return this.store.delete(key);
  }

  override list(prefix: string): AsyncIterable<FileInfo> {
    return this.store.list(prefix);
  }

  override sweep(olderThanMs: number): Promise<void> {
    return this.store.sweep(olderThanMs);
  }
}

describe('the life of an export', () => {
  let world: World;
  let owner: Principal;
  let store: FickleStore;
  let runs: ExportRuns;
  let upkeep: ExportUpkeep;
  const query = {
    metrics: [{ metric: 'm', aggregation: 'sum' }],
    timeRange: { from: '2026-01-01', to: '2026-02-01' },
    interval: '1h',
  };

  beforeAll(async () => {
    world = await aWorld({ env: { EXPORT_QUEUE_MAX: '3', EXPORT_QUOTA_BYTES: '1048576' } });
    const user = await world.user({ roles: ['analyst'] });
    const points = Array.from({ length: 200 }, (_, hour) => ({
      metric: 'm',
      value: hour,
      timestamp: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
    }));
    await world.request('POST', '/api/v1/data/points', { token: user.token, body: { points } });
    owner = {
      kind: 'user',
      id: user.id,
      organizationId: world.organizationId,
      permissions: new Set(permissionsOf(['analyst'])),
      dataPolicy: {},
      roles: ['analyst'],
    };
    store = new FickleStore(new FolderFileStore(world.config.filesDir));
    const worker = await world.worker({ JOB_CONCURRENCY: '1' });
    // Runs are made by the tests: the outbox stays as it is as long as nobody relays it.
    await world.database.query(
      `CREATE RULE no_jobs AS ON INSERT TO outbox WHERE new.topic = 'job.requested' DO INSTEAD NOTHING`,
    );
    runs = worker.app.get(ExportRuns, { strict: false });
    upkeep = worker.app.get(ExportUpkeep, { strict: false });
    Object.assign(runs, { files: store });
    Object.assign(upkeep, { files: store });
  }, 60_000);
  afterAll(() => world.close());
  afterEach(async () => {
    store.failure = undefined;
    store.hold = undefined;
    store.held = 0;
    store.stuck = undefined;
    await world.database.query('DELETE FROM export');
    for (const key of await files()) await store.delete(key);
  });

  const service = () => world.get(ExportService);
  const asked = async () => (await service().requestQuery(owner, { query, format: 'csv' })).id;
  const files = async () => {
    const keys: string[] = [];
    for await (const { key } of store.list('exports/')) keys.push(key);
    return keys;
  };
  const run = (id: string, options: { signal?: AbortSignal; isLastAttempt?: boolean } = {}) =>
    runs.run(id, {
      signal: new AbortController().signal,
      isLastAttempt: false,
      onProgress: async () => {},
      ...options,
    });

  it('is cancelled at any moment', async () => {
    const queued = await asked();
    await service().cancel(owner, queued);
    expect(await run(queued)).toMatchObject({ status: 'cancelled' });
    const running = await asked();
    const released = Promise.withResolvers<void>();
    store.hold = released.promise;
    const work = run(running);
    await eventually(() => store.held > 0, 'a chunk was written');
    await service().cancel(owner, running);
    released.resolve();
    expect(await work).toMatchObject({ status: 'cancelled' });
    expect(await service().status(owner, running)).toMatchObject({ status: 'cancelled', bytes: null });
    expect(await files()).toEqual([]);
  });

  it('is begun anew when its worker dies, and what the dead one does no longer counts', async () => {
    const id = await asked();
    const released = Promise.withResolvers<void>();
    store.hold = released.promise;
    const dead = run(id);
    await eventually(() => store.held > 0, 'a chunk was written');
    store.hold = undefined;
    expect(await run(id)).toMatchObject({ status: 'ready', rows: 200 });
    const { sha256 } = await service().status(owner, id);
    released.resolve();
    expect(await dead).toMatchObject({ status: 'cancelled' });
    expect(await service().status(owner, id)).toMatchObject({ status: 'ready', sha256 });
    expect(await files()).toHaveLength(1);
    expect(await run(id)).toMatchObject({ status: 'ready', rows: 0 });
  });

  it('is tried again when the store fails, and says so when it does for good; nothing is left', async () => {
    const id = await asked();
    store.failure = new AppError('DEPENDENCY_UNAVAILABLE', 'The file store has no room left.');
    await expect(run(id)).rejects.toBe(store.failure);
    expect(await service().status(owner, id)).toMatchObject({ status: 'queued', error: null });
    await expect(run(id, { isLastAttempt: true })).rejects.toBe(store.failure);
    expect(await service().status(owner, id)).toMatchObject({
      status: 'failed',
      error: 'The file store has no room left.',
      rows: null,
    });
    expect(await files()).toEqual([]);
  });

  it('says when the store is away', async () => {
    const id = await asked();
    const credentials = { accessKeyId: 'id', secretAccessKey: 'a secret of the store' };
    const away = { bucket: 'away', region: 'eu', endpoint: 'http://127.0.0.1:1', credentials, prefix: '' };
    Object.assign(runs, { files: new S3FileStore(away) });
    await expect(run(id, { isLastAttempt: true })).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    Object.assign(runs, { files: store });
    expect(await service().status(owner, id)).toMatchObject({
      status: 'failed',
      error: 'The file store cannot be reached.',
    });
  });

  it('tells nobody what is wrong inside', async () => {
    const id = await asked();
    store.failure = new Error('/secret/path');
    await expect(run(id, { isLastAttempt: true })).rejects.toThrow('/secret/path');
    expect((await service().status(owner, id)).error).toBe('Something went wrong while the file was made.');
  });

  it('is made with the rights of that moment', async () => {
    const id = await asked();
    await world.database.query(`UPDATE users SET roles = '{viewer}' WHERE id = $1`, [owner.id]);
    expect(await run(id)).toMatchObject({ status: 'failed' });
    expect((await service().status(owner, id)).error).toContain('data:export');
    await world.database.query(
      `UPDATE users SET roles = '{analyst}', data_policy = '{"region":["emea"]}' WHERE id = $1`,
      [owner.id],
    );
    const narrowed = await asked();
    expect(await run(narrowed)).toMatchObject({ status: 'ready', rows: 0 });
    await world.database
      .query(`UPDATE users SET data_policy = NULL WHERE id = $1`, [owner.id])
      .catch(() => world.database.query(`UPDATE users SET data_policy = '{}' WHERE id = $1`, [owner.id]));
  });

  it('ends when its time is up, with its file; orphans go too', async () => {
    const id = await asked();
    await run(id);
    await store.write('exports/nobody/has/this', Readable.from([Buffer.from('x')]));
    const later = Date.now() + 26 * 3_600_000;
    Object.assign(upkeep, { clock: { now: () => new Date(later) } });
    expect(await upkeep.run(new AbortController().signal)).toEqual({ expired: 1, lost: 0, orphans: 1 });
    expect(await service().status(owner, id)).toMatchObject({ status: 'expired' });
    expect(await files()).toEqual([]);
    const lost = await asked();
    expect(await upkeep.run(new AbortController().signal)).toMatchObject({ lost: 1 });
    expect(await service().status(owner, lost)).toMatchObject({ status: 'failed' });
  });

  it('keeps no other from its end when its file does not go', async () => {
    const ids = [await asked(), await asked(), await asked()];
    for (const id of ids) await run(id);
    const [first] = await files();
    store.stuck = first;
    Object.assign(upkeep, { clock: { now: () => new Date(Date.now() + 26 * 3_600_000) } });
    expect(await upkeep.run(new AbortController().signal)).toMatchObject({ expired: 2 });
    expect(await files()).toEqual([first]);
    store.stuck = undefined;
    expect(await upkeep.run(new AbortController().signal)).toMatchObject({ expired: 1 });
    expect(await files()).toEqual([]);
  });

  it('does not outgrow the quota together with others that end at the same time', async () => {
    const ids = [await asked(), await asked(), await asked()];
    const released = Promise.withResolvers<void>();
    store.hold = released.promise;
    const work = ids.map((id) => run(id));
    await eventually(() => store.held >= 3, 'all three have written');
    // Room for one of them.
    const { rows } = await world.database.query<{ id: string }>(
      `INSERT INTO export SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'status', 'ready', 'run_id', null,
         'bytes', 1048576 - 9000))).* FROM export e WHERE id = $1 RETURNING id`,
      [ids[0]],
    );
    expect(rows).toHaveLength(1);
    released.resolve();
    const outcomes = await Promise.all(work);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['failed', 'failed', 'ready']);
    expect(await files()).toHaveLength(1);
  });

  it('is refused beyond the queue and the quota, and fails when it outgrows the quota', async () => {
    const ids = [await asked(), await asked(), await asked()];
    await expect(asked()).rejects.toMatchObject({ code: 'EXPORT_LIMIT', retryAfterSeconds: 30 });
    await run(ids[0] as string);
    await world.database.query(`UPDATE export SET bytes = 1048000 WHERE status = 'ready'`);
    expect(await run(ids[1] as string)).toMatchObject({ status: 'failed' });
    expect((await service().status(owner, ids[1] as string)).error).toContain('room');
    await world.database.query(`UPDATE export SET bytes = 1048576 WHERE status = 'ready'`);
    await expect(asked()).rejects.toMatchObject({ code: 'EXPORT_LIMIT', retryAfterSeconds: 3_600 });
  });
});
