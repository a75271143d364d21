import { fairly } from './dirty-metrics';

describe('the order in which dirty metrics are worked on', () => {
  it('gives each organization a turn before any gets a second', () => {
    const items = [
      ...Array.from({ length: 50 }, (_, metricId) => ({ organizationId: 'large', metricId })),
      { organizationId: 'small', metricId: 50 },
      { organizationId: 'middle', metricId: 51 },
      { organizationId: 'middle', metricId: 52 },
    ];
    const order = fairly(items);
    expect(new Set(order.slice(0, 3).map(({ organizationId }) => organizationId)).size).toBe(3);
    expect(order.slice(3, 5).filter(({ organizationId }) => organizationId === 'middle')).toHaveLength(1);
    expect(order.map(({ metricId }) => metricId).toSorted((a, b) => a - b)).toEqual(
      items.map(({ metricId }) => metricId),
    );
  });
});
