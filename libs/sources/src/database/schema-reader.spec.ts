import type { DatabaseEngine } from './database-engine';
import { readSchema } from './schema-reader';

it('shows no names and types that are longer than any', async () => {
  const engine = {
    listColumns: () => ({ text: 'columns', values: [] }),
    columnType: () => 'string',
    quote: (name: string) => name,
    sample: (column: string) => column,
  } as unknown as DatabaseEngine;
  const long = 'n'.repeat(1_000_000);
  const rows = [
    ['s', 't', 'a', 'text', true],
    ['s', 't', long, 'text', true],
    ['s', long, 'b', 'text', true],
    ['s', 'u', 'c', long, true],
  ];
  const { tables } = await readSchema(engine, async ({ text }) => ({
    columns: [],
    rows: text === 'columns' ? rows : [],
  }));
  expect(tables.map(({ name, columns }) => [name, ...columns.map((each) => each.name)])).toEqual([
    ['t', 'a'],
    ['u', 'c'],
  ]);
  expect(tables[1]?.columns[0]?.nativeType).toHaveLength(200);
});
