import { newId } from '@app/platform';
import { type ApiOperation, OPERATIONS, type Parameter, sampleBody, sampleParameter } from './api-document';
import type { World, WorldUser } from './world';

/** Whatever sends requests to an api. */
type Requester = Pick<World, 'request'>;

/** Resources of one organization by the path of their collection: `/api/v1/dashboards` to an id. */
export type Samples = Map<string, string>;

/**
 * Bodies that the document cannot show, because they name resources that must exist. Everything else comes from its
 * examples and schemas.
 */
const BODIES: Readonly<Record<string, (samples: Samples) => Record<string, unknown>>> = {
  'POST /api/v1/widgets': (samples) => ({ dashboardId: samples.get('/api/v1/dashboards') }),
  'POST /api/v1/export-schedules': (samples) => ({ dashboardId: samples.get('/api/v1/dashboards') }),
  'POST /api/v1/alerts': () => ({
    query: { metrics: [{ metric: SAMPLE_METRIC, aggregation: 'sum' }], timeRange: '15m' },
  }),
  'POST /api/v1/data-sources': anySource,
  'PUT /api/v1/data-sources/{id}': anySource,
  'PATCH /api/v1/data-sources/{id}': anySource,
  'POST /api/v1/data-sources/test': anySource,
  'PUT /api/v1/auth/password': () => ({ currentPassword: 'not the password' }),
  'POST /api/v1/users': () => ({
    email: `sample-${newId()}@example.com`,
    password: 'seven purple kettles hum',
  }),
};
/** Collections that are needed before others. */
const FIRST = ['/api/v1/dashboards'];
const SAMPLE_METRIC = 'sample_metric';

/** A file that is not there fails at once; a host that is not there takes its time, so that nobody learns which hosts there are. */
function anySource(): Record<string, unknown> {
  return { connection: { kind: 'upload', fileId: newId() } };
}

/** Makes one resource of every kind that the document lets an administrator create, and finds one of every other. */
export async function sampleResources(world: Requester, owner: WorldUser): Promise<Samples> {
  const samples: Samples = new Map([['/api/v1/data/catalog', SAMPLE_METRIC]]);
  const stored = await world.request('POST', '/api/v1/data/points', {
    token: owner.token,
    body: { points: [{ metric: SAMPLE_METRIC, value: 1 }] },
  });
  if (stored.status !== 201) throw new Error(`storing a point answered ${stored.status}`);
  await world.request('DELETE', '/api/v1/data/points', {
    token: owner.token,
    body: { metric: SAMPLE_METRIC, from: '2020-01-01', to: '2020-01-02' },
  });
  const collections = new Set([...FIRST, ...OPERATIONS.flatMap(({ path }) => collectionsOf(path))]);
  for (const collection of collections) {
    if (samples.has(collection)) continue;
    const id =
      (await make(world, owner, samples, collection)) ?? (await find(world, owner, samples, collection));
    if (id !== undefined) samples.set(collection, id);
  }
  await nameWebhook(world, owner, samples);
  return samples;
}

/** Senders of webhooks know their source by its slug. */
async function nameWebhook(world: Requester, owner: WorldUser, samples: Samples): Promise<void> {
  const path = `/api/v1/webhook-sources/${samples.get('/api/v1/webhook-sources')}`;
  const { body } = await world.request<{ slug?: string }>('GET', path, { token: owner.token });
  if (body?.slug !== undefined) samples.set('/api/v1/webhooks', body.slug);
}

/** The path of an operation with the ids of `samples`; without samples, with ids that nothing has. */
export function pathOf(operation: ApiOperation, samples?: Samples): string {
  const query = operation.parameters.filter((each) => each.in === 'query' && each.required);
  const search = new URLSearchParams(
    query.map((each): [string, string] => [each.name, sampleParameter(each)]),
  );
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string, offset: number) => {
    const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name);
    const before = operation.path.slice(0, offset - 1);
    return samples?.get(before) ?? samples?.get(collectionOf(before, name)) ?? missing(parameter);
  });
  return query.length > 0 ? `${path}?${search.toString()}` : path;
}

/** A body for an operation, valid as far as its schema goes. */
export function bodyOf(operation: ApiOperation, samples: Samples): unknown {
  const body = sampleBody(operation);
  const own = BODIES[operation.route]?.(samples);
  return own ? { ...(body as object), ...own } : body;
}

function missing(parameter: Parameter | undefined): string {
  const schema = parameter?.schema;
  if (schema?.type === 'number' || schema?.type === 'integer') return '1';
  return schema?.format === 'uuid' || parameter?.name.toLowerCase().endsWith('id') ? newId() : 'nothing';
}

/** `/api/v1/dashboards` for `dashboardId` anywhere; for `id` what stands before it. */
function collectionOf(before: string, name: string): string {
  return name === 'id' ? before : `/api/v1/${name.replace(/Id$/, '')}s`;
}

function collectionsOf(path: string): string[] {
  return [...path.matchAll(/\/\{(\w+)\}/g)].map(({ index }) => path.slice(0, index));
}

async function make(
  world: Requester,
  owner: WorldUser,
  samples: Samples,
  collection: string,
): Promise<string | undefined> {
  const operation = OPERATIONS.find(({ route }) => route === `POST ${collection}`);
  if (!operation) return undefined;
  const options = { token: owner.token, body: bodyOf(operation, samples) };
  const answer = await world.request<{ id?: string }>('POST', pathOf(operation, samples), options);
  return answer.status < 300 ? answer.body?.id : undefined;
}

async function find(
  world: Requester,
  owner: WorldUser,
  samples: Samples,
  collection: string,
): Promise<string | undefined> {
  const operation = OPERATIONS.find(({ route }) => route === `GET ${collection}`);
  if (!operation) return undefined;
  const options = { token: owner.token };
  const answer = await world.request<{ data?: { id?: string }[] }>(
    'GET',
    pathOf(operation, samples),
    options,
  );
  return answer.body?.data?.[0]?.id;
}
