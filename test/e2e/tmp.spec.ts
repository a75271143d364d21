import { aWorld } from '../support/world';
it('x', async () => {
  const world = await aWorld({ env: { GRAPHQL_INTROSPECTION: 'true' } });
  const token = world.admin.token;
  const show = async (method: string, path: string, body?: object) => {
    const a = await world.request(method, path, { token, body });
    console.log(path, a.status, JSON.stringify(a.body).slice(0, 900));
    return a.body as any;
  };
  await show('GET', '/graphql?query=mutation%20%7B__typename%7D');
  const q = (query: string, variables = {}) => show('POST', '/graphql', { query, variables });
  const points = [1,2,3].map((n) => ({ metric: 'sales', value: n, timestamp: `2026-11-0${n}T00:00:00Z`, dimensions: { region: n > 1 ? 'emea' : 'apac' } }));
  await show('POST', '/api/v1/data/points', { points });
  const d = await q('mutation { createDashboard(input: {name: "D", filters: [{dimension: "region", values: ["emea"]}]}) { id name filters { dimension operator values } visibility createdAt layout { columns items { widgetId } } } }');
  const id = d.data.createDashboard.id;
  const w = await q('mutation($i: WidgetInput!) { createWidget(input: $i) { id type config data { status columns { name type } rows meta error } } }', { i: { dashboardId: id, type: 'STAT', title: 'T', config: { query: { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange: { from: '2026-11-01', to: '2026-12-01' } } } } });
  await q('mutation($id: ID!) { updateWidget(id: $id, input: {title: "neu"}) { title version } }', { id: w.data.createWidget.id });
  await q('mutation($id: ID!) { updateWidget(id: $id, input: {type: LINE}) { title version } }', { id: w.data.createWidget.id });
  await q('{ metrics(aggregation: SUM, groupBy: DIMENSION, dimension: "region", timeRange: {from: "2026-11-01", to: "2026-12-01"}) { name value dimension dimensions time aggregation } d: metrics(aggregation: SUM, groupBy: DATE, limit: 2, metric: "sales", timeRange: {from: "2026-11-01", to: "2026-12-01"}) { name value time } analytics(metric: "sales", dimension: "region", timeRange: {from: "2026-11-01", to: "2026-12-01"}) { rows { dimension value share } truncated unit } }');
  await q('{ dashboards { id name widgets { id title type data { status rows } } } dashboard(id: "x") { id } }');
  await q(`{ dashboard(id: "${id}") { data(timeRange: {last: "1d"}) { widgetId rows status meta } widgets { data(timeRange: {last: "bad"}) { rows } } } }`);
  const { getIntrospectionQuery } = await import('graphql');
  await q(getIntrospectionQuery());
  await q('{ metrics(aggregation: NOPE) { name } }');
  await q('{ __typename ...A } fragment A on Query { ...B } fragment B on Query { ...A }');
  await world.close();
});
