import { tableOf } from './table-of';

describe('the table of records', () => {
  it('has a column for each member, named by what finds it', () => {
    const { name, columns } = tableOf('orders', [
      {
        id: 1,
        'unit price': '9.50',
        at: '2026-11-24T10:00:00Z',
        day: '2026-11-24',
        buyer: { country: 'DE', tags: ['a'] },
      },
      {
        id: 2,
        'unit price': '12',
        at: '2026-11-24 11:00:00',
        day: '2026-11-25',
        buyer: { country: null },
        paid: true,
      },
    ]);
    expect(name).toBe('orders');
    expect(columns.map((each) => [each.name, each.type, each.nativeType, each.nullable])).toEqual([
      ['id', 'number', 'number', false],
      ['"unit price"', 'number', 'string', false],
      ['at', 'datetime', 'string', false],
      ['day', 'date', 'string', false],
      ['buyer.country', 'string', 'string', true],
      ['buyer.tags', 'json', 'array', true],
      ['paid', 'boolean', 'boolean', true],
    ]);
    expect(columns[1]?.samples).toEqual(['9.50', '12']);
  });

  it('calls what is mixed by what it has in common', () => {
    const { columns } = tableOf('x', [{ a: '1', b: 1, c: null }, { a: 'one', b: 'x', c: null }, 7]);
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'string'],
      ['b', 'other'],
      ['c', 'other'],
      ['@', 'number'],
    ]);
  });

  it('is bounded, whatever the records are', () => {
    const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`c${i}`, 'x'.repeat(500)]));
    const { columns } = tableOf(
      'x',
      Array.from({ length: 20 }, (_, i) => ({ ...wide, c0: `${i}` })),
    );
    expect(columns).toHaveLength(200);
    expect(columns[0]?.samples).toEqual(['0', '1', '2', '3', '4']);
    expect(columns[1]?.samples[0]).toHaveLength(100);
    expect(tableOf('x', [{ ['n'.repeat(1_000)]: 1, a: 1 }]).columns.map(({ name }) => name)).toEqual(['a']);
    let deep: unknown = 1;
    for (let i = 0; i < 100; i++) deep = { a: deep };
    expect(tableOf('x', [deep]).columns).toMatchObject([{ name: 'a.a.a.a', type: 'json' }]);
  });
});
