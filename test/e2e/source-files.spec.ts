import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { join } from 'node:path';
import { FileStore } from '@app/files';
import { eventually } from '../support/eventually';
import { VEGA } from '../support/file-source';
import { type Answer, aWorld, login, type World } from '../support/world';

interface Uploaded {
  id: string;
  name: string;
  format: string;
  bytes: number;
  sha256: string;
  columns: { name: string; type: string }[] | null;
  problem: string | null;
}
interface Problem {
  code: string;
  errors: { pointer: string; message: string }[];
}

const FILES = '/api/v1/data-sources/files';
const MB = 1024 * 1024;
let world: World;
beforeAll(async () => {
  const env = { SOURCE_FILE_MAX_MB: '1', SOURCE_FILES_QUOTA_MB: '2', REQUEST_TIMEOUT_MS: '1000' };
  world = await aWorld({ env });
});
afterAll(() => world.close());

async function form(content: Uint8Array<ArrayBuffer> | string, name: string, field = 'file') {
  const fields = new FormData();
  fields.append(field, new Blob([content]), name);
  const encoded = new Response(fields);
  const headers = { 'content-type': encoded.headers.get('content-type') ?? '' };
  return { body: Buffer.from(await encoded.arrayBuffer()), headers };
}

async function upload<B = Uploaded>(
  content: Uint8Array<ArrayBuffer> | string,
  name = 'data.csv',
  { token = world.admin.token, field = 'file' } = {},
): Promise<Answer<B>> {
  return world.request<B>('POST', FILES, { token, ...(await form(content, name, field)) });
}

const ask = <B = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  token = world.admin.token,
): Promise<Answer<B>> => world.request<B>(method, path, { token, body });

const aSource = (connection: object) =>
  ask<{ id: string } & Problem>('POST', '/api/v1/data-sources', { name: 'A file', connection });

async function stored(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of world.get(FileStore).list('uploads/')) keys.push(key);
  return keys;
}

const rows = async (): Promise<number> => {
  const { rows: found } = await world.database.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM uploaded_file',
  );
  return found[0]?.n ?? -1;
};

/** A request that is sent piece by piece. */
async function slowUpload(): Promise<{
  sent: ClientRequest;
  status: Promise<number | string>;
  pieces: Buffer[];
}> {
  const { body, headers } = await form(`day,amount\n${'2026-01-01,1\n'.repeat(200)}`, 'slow.csv');
  const sent = request(world.api + FILES, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${world.admin.token}`, 'content-length': body.length },
  });
  const status = new Promise<number | string>((resolve) => {
    sent.on('response', (answer) => resolve(answer.resume().statusCode ?? 0));
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  const size = Math.ceil(body.length / 5);
  const pieces = Array.from({ length: 5 }, (_, index) => body.subarray(index * size, (index + 1) * size));
  return { sent, status, pieces };
}

describe('an uploaded file', () => {
  const weather = readFileSync(join(VEGA, 'seattle-weather.csv'));

  it('is what its bytes say, and becomes a source that goes with it', async () => {
    const { status, body, headers } = await upload(weather, '../../etc/we\u202Eather.csv');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'weather.csv',
      format: 'csv',
      bytes: weather.length,
      sha256: createHash('sha256').update(weather).digest('hex'),
      problem: null,
    });
    expect(body.columns?.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'date: date',
      'precipitation: number',
      'temp_max: number',
      'temp_min: number',
      'wind: number',
      'weather: string',
    ]);
    expect(headers.get('location')).toBe(`${FILES}/${body.id}`);

    const found = await ask('GET', `${FILES}/${body.id}`);
    expect([found.status, found.body, found.headers.get('etag')]).toEqual([200, body, '"1"']);
    const listed = await ask<{ data: Uploaded[] }>('GET', FILES);
    expect(listed.body.data.map(({ id }) => id)).toContain(body.id);

    const source = await aSource({ kind: 'upload', fileId: body.id });
    expect(source.status).toBe(201);
    const path = `/api/v1/data-sources/${source.body.id}`;
    expect((await ask<{ ok: boolean }>('POST', `${path}/test`)).body).toMatchObject({ ok: true });
    const schema = await ask<{ tables: { name: string; proposed: object }[] }>('GET', `${path}/schema`);
    expect(schema.body.tables).toMatchObject([
      { name: 'data', proposed: { time: ['date'], dimension: ['weather'] } },
    ]);
    expect((await ask<Problem>('DELETE', `${FILES}/${body.id}`)).body.code).toBe('CONFLICT');
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('GET', `${FILES}/${body.id}`)).status).toBe(404);
    expect((await stored()).some((key) => key.endsWith(body.id))).toBe(false);
  });

  it('says what is wrong with it, and may be read by a source that knows better', async () => {
    const broken = await upload('a;b\n1,5;2\n3\n');
    expect(broken.body).toMatchObject({ format: 'csv', columns: null });
    expect(broken.body.problem).toMatch(/Line 3: Expected Number of Columns: 2 Found: 1/);
    const { body } = await upload('made by hand, on a Monday\nday;amount\n2026-01-01;1,5\n');
    const options = { csv: { skip: 1, delimiter: ';', decimalSeparator: ',' } };
    const source = await aSource({ kind: 'upload', fileId: body.id, ...options });
    const schema = await ask<{ tables: { columns: { nativeType: string }[] }[] }>(
      'GET',
      `/api/v1/data-sources/${source.body.id}/schema`,
    );
    expect(schema.body.tables[0]?.columns.map(({ nativeType }) => nativeType)).toEqual(['DATE', 'DOUBLE']);
  });

  it.each([
    ['a picture', readFileSync(join(VEGA, '7zip.png')), 'file', 400, '/file'],
    ['nothing', '', 'file', 400, '/file'],
    ['a file in another field', 'a\n1\n', 'document', 400, '/file'],
    ['too much', Buffer.alloc(MB + 1, 'a,b\n'), 'file', 413, undefined],
  ])('is refused when it is %s', async (_case, content, field, status, pointer) => {
    const [before, files] = [await rows(), await stored()];
    const answer = await upload<Problem>(content, 'data.csv', { field });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([status, pointer]);
    expect([await rows(), await stored()]).toEqual([before, files]);
  });

  it('comes as a form, and forms come nowhere else', async () => {
    const json = await ask<Problem>('POST', FILES, {});
    expect([json.status, json.body.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    const broken = {
      token: world.admin.token,
      headers: { 'content-type': 'multipart/form-data' },
      body: 'x',
    };
    expect((await world.request<Problem>('POST', FILES, broken)).body.code).toBe('MALFORMED_BODY');
    const elsewhere = { token: world.admin.token, ...(await form('a\n1\n', 'a.csv')) };
    expect((await world.request('POST', '/api/v1/data-sources', elsewhere)).status).toBe(415);
  });

  it('belongs to its organization', async () => {
    const { body } = await upload('a,b\n1,2\n');
    const made = await ask<{ id: string }>('POST', '/api/v1/organizations', {
      name: 'Others',
    });
    const password = 'seven purple kettles hum';
    const email = 'stranger@example.com';
    const user = { email, name: 'Stranger', roles: ['admin'], password };
    const headers = { 'x-organization-id': made.body.id };
    await world.request('POST', '/api/v1/users', { token: world.admin.token, headers, body: user });
    const { token } = await login(world.api, email, password);
    expect((await ask('GET', `${FILES}/${body.id}`, undefined, token)).status).toBe(404);
    const connection = { kind: 'upload', fileId: body.id };
    const source = await ask<Problem>(
      'POST',
      '/api/v1/data-sources',
      { name: 'Not mine', connection },
      token,
    );
    expect([source.status, source.body.errors[0]?.pointer]).toEqual([422, '/connection/fileId']);
    const analyst = await world.user({ roles: ['analyst'] });
    expect((await upload('a\n1\n', 'a.csv', { token: analyst.token })).status).toBe(403);
    // Samples of its values are told with it.
    const restricted = await world.user({ roles: ['admin'], dataPolicy: { region: ['emea'] } });
    for (const path of [FILES, `${FILES}/${body.id}`]) {
      const untold = await ask<Problem>('GET', path, undefined, restricted.token);
      expect([untold.status, untold.body.code]).toEqual([403, 'POLICY_VIOLATION']);
    }
  });

  it('may come slowly, but must come', async () => {
    const { sent, status, pieces } = await slowUpload();
    // Longer than a request may take elsewhere.
    for (const piece of pieces) {
      sent.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 450));
    }
    sent.end();
    expect(await status).toBe(201);

    const silent = await slowUpload();
    silent.sent.write(silent.pieces[0]);
    expect(await silent.status).toBe(408);
  });

  it('leaves nothing when it is cut off', async () => {
    const [before, files] = [await rows(), await stored()];
    const { sent, pieces } = await slowUpload();
    sent.on('error', () => undefined);
    await new Promise((resolve) => sent.write(Buffer.concat(pieces.slice(0, 4)), resolve));
    sent.destroy();
    // Whoever comes next shows that the place of the first is free again.
    await eventually(async () => (await upload('a\n1\n')).status === 201, 'another upload works');
    expect([await rows(), (await stored()).length]).toEqual([before + 1, files.length + 1]);
  });

  it('must have room', async () => {
    const most = Buffer.alloc(MB - 1_000, 'abc,def\n');
    const answers = [await upload<Problem>(most), await upload<Problem>(most), await upload<Problem>(most)];
    expect(answers.map(({ status }) => status)).toContain(429);
    expect(answers.find(({ status }) => status === 429)?.body.code).toBe('UPLOAD_LIMIT');
  });
});
