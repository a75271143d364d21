import { groupDims, hashDims } from './group-dims';

describe('the part of dimensions that a grouping keeps', () => {
  it('is canonical, and leaves out what the series lacks', () => {
    expect(groupDims({ tier: 'gold', region: 'emea' }, ['region', 'tier'])).toBe(
      '{"region":"emea","tier":"gold"}',
    );
    expect(groupDims({ region: 'emea' }, ['planet', 'region'])).toBe('{"region":"emea"}');
    expect(groupDims({ region: 'emea' }, [])).toBe('{}');
    expect(groupDims({}, ['constructor'])).toBe('{}');
  });

  it('has the hash that series have', () => {
    expect(hashDims('{}')).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});
