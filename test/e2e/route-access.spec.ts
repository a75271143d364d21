import { readFileSync } from 'node:fs';
import { newId } from '@app/platform';
import type { Access, RouteAccess } from '../../scripts/generate/route-access';
import { readRoutePage } from '../../scripts/generate/route-page';
import { type ApiOperation, OPERATIONS, resolve } from '../support/api-document';
import { bodyOf, pathOf, type Samples, sampleResources } from '../support/sample-resources';
import { servedRoutes } from '../support/served-routes';
import { type Answer, aWorld, login, type World, type WorldUser } from '../support/world';

const TABLE = new Map(
  readRoutePage(readFileSync('docs/security-routes.md', 'utf8')).map((row) => [row.route, row]),
);
/** Ends the session of its caller, so it comes last. */
const LAST = ['POST /api/v1/auth/logout'];
const ORDERED = OPERATIONS.toSorted((a, b) => LAST.indexOf(a.route) - LAST.indexOf(b.route));
const ROLES = ['viewer', 'analyst', 'admin', 'super_admin'];
const PASSWORD = 'nine teal badgers waltz';

interface Caller {
  name: string;
  headers: () => Record<string, string>;
  expected: (row: RouteAccess) => Access;
}

describe('every operation', () => {
  let world: World;
  let stranger: WorldUser;
  let strangersOrganization: string;
  let samples: Samples;
  let key: string;
  let embed: string;
  const users = new Map<string, WorldUser>();

  const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` });
  const asRole = (role: string) => () => bearer(users.get(role)?.token);
  const column = (name: string) => (row: RouteAccess) => row.access[name] ?? '403';

  /** Whoever calls; one line for each column of the table, and one for each other kind of credential. */
  const CALLERS: Caller[] = [
    { name: 'nobody', headers: () => ({}), expected: column('nobody') },
    { name: 'a bad token', headers: () => bearer('not.a.token'), expected: column('nobody') },
    {
      name: 'an admin who names another organization',
      headers: () => ({ ...asRole('admin')(), 'x-organization-id': strangersOrganization }),
      expected: (row) => (row.needs === 'a credential of its own' ? column('admin')(row) : '403'),
    },
    { name: 'an API key', headers: () => ({ 'x-api-key': key }), expected: column('key: data:read') },
    { name: 'an embed token', headers: () => bearer(embed), expected: column('embed token') },
    ...ROLES.map((role) => ({ name: role, headers: asRole(role), expected: column(role) })),
  ];

  const call = (operation: ApiOperation, path: string, headers: Record<string, string>) => {
    const body = operation.method === 'GET' ? undefined : bodyOf(operation, samples);
    return world.request(operation.method, path, { headers, body });
  };

  const make = async (path: string, body: object) => {
    const { token } = world.admin;
    const answer = await world.request<{ key?: string; token?: string }>('POST', path, { token, body });
    expect([path, answer.status]).toEqual([path, 201]);
    return answer.body;
  };

  beforeAll(async () => {
    world = await aWorld();
    users.set('super_admin', world.admin);
    for (const role of ROLES.slice(0, -1)) users.set(role, await world.user({ roles: [role] }));
    samples = await sampleResources(world, world.admin);
    key = (await make('/api/v1/api-keys', { name: 'narrow', permissions: ['data:read'] })).key ?? '';
    const dashboard = samples.get('/api/v1/dashboards');
    embed = (await make(`/api/v1/dashboards/${dashboard}/embed-tokens`, {})).token ?? '';
    ({ stranger, strangersOrganization } = await anotherOrganization(world));
  });
  afterAll(() => world.close());

  it('is in the table, and so is whatever else the server answers', () => {
    const served = servedRoutes(world.app).filter((route) => !/^(GET|POST) \/(docs|admin)/.test(route));
    expect(served.toSorted()).toEqual([...TABLE.keys()].toSorted());
  });

  it('answers nobody else than the table says', async () => {
    const wrong: string[] = [];
    for (const operation of ORDERED) {
      const row = TABLE.get(operation.route) as RouteAccess;
      let asNobody: number | undefined;
      for (const caller of CALLERS) {
        const answer = await call(operation, pathOf(operation), caller.headers());
        asNobody ??= answer.status;
        const open = row.access.nobody === 'yes' && answer.status === asNobody && !isUnknown(answer);
        const expected = caller.expected(row);
        if ((!open && accessOf(answer) !== expected) || answer.status >= 500)
          wrong.push(
            `${operation.route} as ${caller.name}: ${answer.status}, but the table says ${expected}`,
          );
      }
    }
    expect(wrong).toEqual([]);
  });

  it('shows another organization nothing of this one in any list', async () => {
    // Not who acts for the platform: whoever entered an organization is named in its audit log.
    const ids = [...samples.values(), world.organizationId, users.get('viewer')?.email ?? ''];
    for (const operation of OPERATIONS.filter(
      ({ method, path }) => method === 'GET' && !path.includes('{'),
    )) {
      const answer = await call(operation, pathOf(operation), bearer(stranger.token));
      const shown = JSON.stringify(answer.body);
      expect([operation.route, ids.filter((id) => shown.includes(id))]).toEqual([operation.route, []]);
    }
  });

  /** What is named by one of a few words, such as a role, belongs to nobody; who signs is asked for no account. */
  const withIds = OPERATIONS.filter(
    ({ route, parameters }) =>
      TABLE.get(route)?.needs !== 'nothing' &&
      parameters.some((each) => each.in === 'path' && !resolve(each.schema ?? {}).enum),
  );

  it.each(withIds)('$route does not tell what is another’s from what does not exist', async (operation) => {
    const row = TABLE.get(operation.route) as RouteAccess;
    const [own, none] = [pathOf(operation, samples), pathOf(operation)];
    expect(own).not.toBe(none);
    const answers = [];
    for (const path of [own, none]) answers.push(await call(operation, path, bearer(stranger.token)));
    const [foreign, absent] = answers.map(comparable);
    expect(foreign).toEqual(absent);
    // A PUT that also creates makes a thing of the same name in the own organization.
    const found = operation.method === 'PUT' && operation.statuses.includes('201') ? 201 : 404;
    expect(answers[0]?.status).toBe(row.access.admin === 'yes' ? found : Number(row.access.admin));
  });

  it('left what belongs to others as it was', async () => {
    const token = (await login(world.api, world.admin.email, world.admin.password)).token;
    for (const [collection, id] of samples) {
      if (!OPERATIONS.some(({ route }) => route === `GET ${collection}/{id}`)) continue;
      const answer = await world.request('GET', `${collection}/${id}`, { token });
      expect([collection, answer.status]).toEqual([collection, 200]);
    }
  });
});

function isUnknown({ body }: Answer): boolean {
  return body?.code === 'UNAUTHENTICATED';
}

/** What the guard decided, as far as an answer tells. */
function accessOf({ status, body }: Answer): Access {
  if (status === 401 && body.code !== 'INVALID_CREDENTIALS') return '401';
  return status === 403 ? '403' : 'yes';
}

/** An answer without the ids of the request itself. */
function comparable({ status, headers, body }: Answer): object {
  const volatile = new Set(['date', 'x-request-id', 'content-length']);
  const kept = [...headers].filter(([name]) => !volatile.has(name));
  const { requestId: _id, timestamp: _at, instance: _path, ...rest } = body;
  const text = JSON.stringify(rest).replaceAll(/[0-9a-f-]{36}|sample_metric|nothing/g, '<id>');
  return { status, headers: kept, text };
}

async function anotherOrganization(world: World) {
  const { token } = world.admin;
  const made = await world.request<{ id: string }>('POST', '/api/v1/organizations', {
    token,
    body: { name: 'Strangers' },
  });
  const email = `stranger-${newId()}@example.com`;
  await world.request('POST', '/api/v1/users', {
    token,
    headers: { 'x-organization-id': made.body.id },
    body: { email, name: 'Stranger', roles: ['admin'], password: PASSWORD },
  });
  return { strangersOrganization: made.body.id, stranger: await login(world.api, email, PASSWORD) };
}
