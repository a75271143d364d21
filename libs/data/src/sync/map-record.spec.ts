import { UnreadableRecord } from '@app/sources';
import { mapRecord } from './map-record';

const rules = [{ metric: 'amount', value: { path: 'amount' } }];
const mapped = (record: unknown, at = 0) => mapRecord({ rules }, { sourceId: 's', key: 'k', at, record });

describe('a record', () => {
  it('becomes the same points however often it is read, and others where its name is another', () => {
    expect(mapped({ amount: 1 })).toEqual(mapped({ amount: 1 }));
    const other = mapRecord({ rules }, { sourceId: 's', key: 'l', at: 0, record: { amount: 1 } });
    expect(other).not.toEqual(mapped({ amount: 1 }));
  });

  it('that is not to be read, or that nobody can make sense of, is a reason and no failure', () => {
    expect(mapped(new UnreadableRecord('is not JSON'))).toBe('is not JSON');
    const deep = JSON.parse(`{"amount":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as unknown;
    expect(mapped(deep)).toContain('no number');
    expect(mapped({ amount: 1 }, 1e17)).toContain('cannot be mapped');
  });
});
