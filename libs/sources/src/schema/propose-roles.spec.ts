import type { ColumnType, SourceColumn } from '../connector';
import { proposeRoles } from './propose-roles';

const column = (name: string, type: ColumnType, samples: string[] = []): SourceColumn => ({
  name,
  type,
  nativeType: type,
  nullable: true,
  samples,
});
const rolesOf = (...columns: SourceColumn[]) => proposeRoles({ columns });

describe('what columns are proposed for', () => {
  it('takes the time when something happened before the time when its row was touched', () => {
    const { time } = rolesOf(
      column('birthday', 'date'),
      column('updatedAt', 'datetime'),
      column('shipped', 'datetime'),
      column('created_at', 'datetime'),
      column('day', 'date'),
      column('event_time', 'datetime'),
    );
    expect(time).toEqual(['event_time', 'created_at', 'day', 'shipped', 'updatedAt', 'birthday']);
  });

  it('takes texts for times that read like times', () => {
    const { time, dimension } = rolesOf(
      column('Date', 'string', ['2026-01-01', '2026-01-02']),
      column('when', 'string', ['2026-01-01T00:00:00Z', '2026-01-01 10:00']),
      column('mixed', 'string', ['2026-01-01', 'soon']),
      column('empty', 'string'),
    );
    expect(time).toEqual(['Date', 'when']);
    expect(dimension).toEqual(['mixed', 'empty']);
  });

  it('takes numbers for values, those with the name of a measure first, and never ids, places and years', () => {
    const { value } = rolesOf(
      ...[
        'id',
        'customerId',
        'ORDER_NO',
        'zip',
        'year',
        'Latitude',
        'lng',
        'Horsepower',
        'total amount',
        'unit_price',
      ].map((name) => column(name, 'number', ['1'])),
    );
    expect(value).toEqual(['total amount', 'unit_price', 'Horsepower']);
  });

  it('takes few and short texts for dimensions, those that are seen to come again first', () => {
    const { dimension } = rolesOf(
      column('uuid', 'string', ['a', 'a']),
      column('name', 'string', ['Ann', 'Bob']),
      column('region', 'string', ['emea', 'apac']),
      column('status', 'string', ['paid', 'paid', 'open']),
      column('note', 'string', ['x'.repeat(41)]),
      column('active', 'boolean'),
      column('tags', 'json'),
      column('blob', 'other'),
    );
    expect(dimension).toEqual(['status', 'region', 'active']);
  });

  it('is nothing where there is nothing', () => {
    expect(rolesOf()).toEqual({ time: [], value: [], dimension: [] });
  });
});
