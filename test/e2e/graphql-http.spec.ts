import { auditServer } from 'graphql-http';
import { aWorld, type World } from '../support/world';

describe('GraphQL over HTTP', () => {
  let world: World;

  beforeAll(async () => {
    world = await aWorld({ env: { GRAPHQL_INTROSPECTION: 'true' } });
  });
  afterAll(() => world.close());

  it('passes the audit of graphql-http completely', async () => {
    const authorization = `Bearer ${world.admin.token}`;
    const results = await auditServer({
      url: `${world.api}/graphql`,
      fetchFn: (url: string, init: { headers?: Record<string, string> } = {}) =>
        fetch(url, { ...init, headers: { ...init.headers, authorization } }),
    });
    expect(results.length).toBeGreaterThan(50);
    const failed = results.filter(({ status }) => status !== 'ok');
    expect(failed.map((each) => `${each.name}: ${'reason' in each ? each.reason : ''}`)).toEqual([]);
  });
});
