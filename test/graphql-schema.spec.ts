import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaDifferences } from './support/schema-differences';

const read = (name: string): string => readFileSync(join(__dirname, '..', name), 'utf8');
const specification = read('test/fixtures/specification.graphql');
const schema = read('schema.graphql');

describe('the GraphQL schema', () => {
  it('has all of the specification, under the same names and with the same nullability', () => {
    expect(schemaDifferences(specification, schema)).toEqual([]);
  });

  it.each([
    ['name: String!\n  description', 'name: String\n  description', 'Dashboard.name is String'],
    [
      'dashboard(id: ID!): Dashboard',
      'dashboard(id: ID!, as: ID!): Dashboard',
      'Query.dashboard(as) has become necessary',
    ],
    ['dashboards(limit: Int, offset: Int)', 'dashboards(limit: Int)', 'Query.dashboards(offset) is gone'],
    ['  PARQUET\n', '', 'ExportFormat.PARQUET is gone'],
    ['input TimeRange {\n', 'input TimeRange {\n  zone: String!\n', 'TimeRange(zone) has become necessary'],
    ['  widgets: [Widget!]!\n', '', 'Dashboard.widgets is gone'],
  ])('would not pass with %j as %j', (from, to, difference) => {
    const parts = specification.split(from);
    expect(parts.length).toBeGreaterThan(1);
    // The last one of each is of an output type.
    const changed = parts.slice(0, -1).join(from) + to + (parts.at(-1) ?? '');
    expect(schemaDifferences(specification, changed)).toContainEqual(difference);
  });
});
