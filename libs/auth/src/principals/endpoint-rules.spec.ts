import { canonicalRule, EndpointRules, ruleProblem } from './endpoint-rules';

const DASHBOARD = '/api/v1/dashboards/:id';

describe('EndpointRules', () => {
  it.each([
    ['GET /api/v1/data/*', 'GET', '/api/v1/data/metrics', true],
    ['GET /api/v1/data/*', 'HEAD', '/api/v1/data/metrics', true],
    ['GET /api/v1/data/*', 'POST', '/api/v1/data/query', false],
    ['GET /api/v1/data/*', 'GET', '/api/v1/data', false],
    ['GET /api/v1/data/*', 'GET', '/api/v1/database', false],
    ['GET /api/v1/data/*', 'GET', '/api/v1/data/query/explain', true],
    ['HEAD /api/v1/data/*', 'GET', '/api/v1/data/metrics', false],
    ['* /api/v1/data/*', 'DELETE', '/api/v1/data/points', true],
    ['get /api/v1/data/metrics', 'GET', '/api/v1/data/metrics', true],
    ['GET /api/v1/data/metrics', 'GET', '/api/v1/data/metrics/x', false],
    ['GET /api/v1/Data/metrics', 'GET', '/api/v1/data/metrics', false],
    ['GET /api/v1/data/metrics/', 'GET', '/api/v1/data/metrics', false],
    [`GET ${DASHBOARD}`, 'GET', DASHBOARD, true],
    ['GET /api/v1/dashboards/{id}', 'GET', DASHBOARD, true],
    ['GET /api/v1/dashboards/:dashboard', 'GET', DASHBOARD, true],
    ['GET /api/v1/dashboards/*', 'GET', DASHBOARD, true],
    ['GET /api/v1/dashboards/:id', 'GET', '/api/v1/dashboards/import', false],
    ['GET /api/v1/dashboards/import', 'GET', DASHBOARD, false],
    ['GET /api/v1/*/metrics', 'GET', '/api/v1/data/metrics', true],
    ['GET /api/v1/*/metrics', 'GET', '/api/v1/data/x/metrics', false],
    ['GET /*', 'GET', '/api/v1/data/metrics', true],
  ])('%s and %s %s: %s', (rule, method, template, allowed) => {
    expect(new EndpointRules([rule]).allow(method, template)).toBe(allowed);
  });

  it('allows what one of several allows, and nothing where there is no route', () => {
    const rules = new EndpointRules(['GET /api/v1/widgets/:id', 'POST /api/v1/data/query']);
    expect(rules.allow('POST', '/api/v1/data/query')).toBe(true);
    expect(rules.allow('POST', '/api/v1/data/query')).toBe(true);
    expect(rules.allow('GET', '/api/v1/data/query')).toBe(false);
    expect(new EndpointRules(['* /*']).allow('GET', undefined)).toBe(false);
    expect(new EndpointRules([]).allow('GET', '/api/v1/data/query')).toBe(false);
  });
});

describe('ruleProblem', () => {
  it.each([
    '',
    'GET',
    '/api/v1/data/*',
    'GET api/v1/data',
    'FETCH /api/v1/data/*',
    'GET /api/v1/data/metr*',
    'GET /api/v1/data/%6detrics',
    'GET /api/v1/data/../users',
    'GET /api/v1/data?x=1',
    'GET /api/v1//data',
    'GET /api/v1/data/metrics/',
    'GET /api/v1/dashboards/01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01',
    'GET /api/v1/data/* POST',
  ])('%p says what is wrong', (text) => {
    expect(ruleProblem(text)).toEqual(expect.stringMatching(/\w{3}/));
  });

  it('is nothing for good ones, which are kept with method in capitals', () => {
    expect(ruleProblem('get   /api/v1/data/*')).toBeUndefined();
    expect(canonicalRule('get   /api/v1/data/*')).toBe('GET /api/v1/data/*');
  });
});
