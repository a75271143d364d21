import { nearest } from './nearest';

describe('nearest', () => {
  it('finds what was meant', () => {
    expect(nearest('revenu', ['load', 'revenue', 'latency'])).toBe('revenue');
    expect(nearest('REGION', ['region', 'product'])).toBe('region');
    expect(nearest('flights.dealy', ['flights.distance', 'flights.delay'])).toBe('flights.delay');
  });

  it('does not guess wildly', () => {
    expect(nearest('xyz', ['revenue', 'load'])).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
  });
});
