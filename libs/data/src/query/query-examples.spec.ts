import { DEMO_DATASETS } from '../demo/demo-dataset';
import { parseMetricQuery } from './parsing/parse-metric-query';
import { QUERY_EXAMPLES } from './query-examples';
import { QUERY_LIMITS } from './query-limits';
import { resolveQuery } from './resolve-query';

const NOW = new Date('2026-11-25T12:00:00Z');

describe.each(Object.entries(QUERY_EXAMPLES))('the example %s', (_, { value }) => {
  it('is a query within the limits that asks for metrics of the demo data', () => {
    const query = parseMetricQuery(value);
    expect(resolveQuery(query, QUERY_LIMITS, NOW).from.getUTCFullYear()).toBeGreaterThan(1999);
    const names = DEMO_DATASETS.flatMap(({ measures }) => measures.map(({ metric }) => metric));
    for (const { metric } of query.metrics) expect(names).toContain(metric);
  });
});

it('the examples show every part of a query', () => {
  const members = new Set(Object.values(QUERY_EXAMPLES).flatMap(({ value }) => Object.keys(value)));
  for (const member of ['top', 'having', 'fill', 'compare', 'totals', 'maxDataPoints', 'filters', 'orderBy'])
    expect(members).toContain(member);
});
