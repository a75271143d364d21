import { FileStore } from '@app/files';
import { newId } from '@app/platform';
import { uploadKey } from '../../libs/sources/src/file/uploaded-file-place';
import { UploadedFiles } from '../../libs/sources/src/upload/uploaded-files';
import { UploadsUpkeep } from '../../libs/sources/src/upload/uploads-upkeep';
import { MovableClock } from '../support/movable-clock';
import { aWorld, type World } from '../support/world';

const HOUR_MS = 3_600_000;

describe('uploaded files', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  async function aFile(organizationId: string, withRow = true): Promise<string> {
    const id = newId();
    const content = (async function* () {
      yield Buffer.from('a\n1\n');
    })();
    await world.get(FileStore).write(uploadKey(organizationId, id), content);
    if (withRow)
      await world.database.query(
        `INSERT INTO uploaded_file (id, organization_id, name, format, bytes, sha256, created_at)
         VALUES ($1, $2, 'a.csv', 'csv', 4, '', now())`,
        [id, organizationId],
      );
    return id;
  }

  async function kept(): Promise<{ rows: string[]; files: string[] }> {
    const { rows } = await world.database.query<{ id: string }>('SELECT id FROM uploaded_file ORDER BY id');
    const files: string[] = [];
    for await (const { key } of world.get(FileStore).list('uploads/')) files.push(key.split('/')[2] ?? '');
    return { rows: rows.map(({ id }) => id), files: files.toSorted() };
  }

  it('are deleted when no source uses them after a day, and so are those of no row and of no organization', async () => {
    const { organizationId, admin } = world;
    const used = await aFile(organizationId);
    const unused = await aFile(organizationId);
    const orphan = await aFile(organizationId, false);
    const other = await world.request<{ id: string }>('POST', '/api/v1/organizations', {
      token: admin.token,
      body: { name: 'Others' },
    });
    const gone = await aFile(other.body.id);
    const body = { name: 'A file', connection: { kind: 'upload', fileId: used } };
    expect((await world.request('POST', '/api/v1/data-sources', { token: admin.token, body })).status).toBe(
      201,
    );
    await world.request('DELETE', `/api/v1/organizations/${other.body.id}`, { token: admin.token });

    const clock = new MovableClock();
    const store = world.get(FileStore);
    const upkeep = new UploadsUpkeep(world.database, store, new UploadedFiles(store), clock);
    const never = new AbortController().signal;
    expect(await upkeep.run(never)).toEqual({ expired: 0, orphans: 0 });
    expect((await kept()).files).toEqual([used, unused, orphan, gone].toSorted());
    clock.offsetMs += 2 * HOUR_MS;
    expect(await upkeep.run(never)).toEqual({ expired: 0, orphans: 2 });
    clock.offsetMs += 23 * HOUR_MS;
    expect(await upkeep.run(never)).toEqual({ expired: 1, orphans: 0 });
    expect(await kept()).toEqual({ rows: [used], files: [used] });
  });
});
