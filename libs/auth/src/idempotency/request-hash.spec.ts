import { requestHash } from './request-hash';

describe('the hash of a request', () => {
  it('does not depend on the order of members', () => {
    expect(requestHash('/a', { x: 1, y: { a: [1, 2], b: null } })).toBe(
      requestHash('/a', { y: { b: null, a: [1, 2] }, x: 1 }),
    );
  });

  it.each<[string, unknown]>([
    ['/b', { x: 1 }],
    ['/a', { x: '1' }],
    ['/a', { x: [1] }],
    ['/a', { x: 1, y: null }],
    ['/a', [['x', 1]]],
    ['/a', { members: [['x', 1]] }],
    ['/a', undefined],
  ])('differs for %s %j', (url, body) => {
    expect(requestHash(url, body)).not.toBe(requestHash('/a', { x: 1 }));
  });
});
