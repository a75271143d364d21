import { AppError } from '@app/platform';
import { assertExpression, evaluate, ExpressionError, readTime } from '@app/sources';
import { assert, jsonValue, property, string } from 'fast-check';
import { mapPayload } from './map-payload';
import type { Mapping } from './mapping';
import { parseMapping } from './parse-mapping';
import { readPayload } from './read-payload';

const ORDER = {
  type: 'order.paid',
  created: 1_764_028_800,
  shop: { country: 'DE' },
  items: [
    { sku: 'a', amount: '12.50', n: 1 },
    { sku: 'b', amount: 7, n: 2 },
  ],
};
const LONG = 1_000_000;
const delivery = (payload: unknown, key = 'd1') => ({
  sourceId: 's1',
  key,
  receivedAt: new Date('2026-11-25T00:00:00.000Z'),
  payload,
  headers: { 'x-topic': 'orders/paid' },
});
const MAPPING: Mapping = {
  rules: [
    {
      when: "type == 'order.paid'",
      each: 'items',
      metric: 'revenue',
      value: { path: 'amount', multiply: 100 },
      timestamp: { path: 'created', of: 'payload', format: 'unix' },
      dimensions: {
        channel: 'shop',
        sku: { path: 'sku' },
        country: { path: 'shop.country', of: 'payload' },
        topic: { path: '"x-topic"', of: 'headers' },
        coupon: { path: 'coupon' },
      },
    },
    { metric: { path: "join('_', ['orders', type])" }, value: 1 },
  ],
};

describe('mapPayload', () => {
  it('keeps ids of 64 bits apart', () => {
    const body =
      '{"items":[{"id":9007199254740993,"amount":1},{"id":9007199254740992,"amount":18446744073709551615}]}';
    const mapping: Mapping = {
      rules: [{ each: 'items', metric: 'revenue', value: { path: 'amount' }, id: { path: 'id' } }],
    };
    const { points, errors } = mapPayload(
      mapping,
      delivery(readPayload('application/json', Buffer.from(body))),
    );
    expect(errors).toEqual([]);
    expect(points.map(({ value }) => value)).toEqual([1, 2 ** 64]);
    expect(points[0]?.id).not.toBe(points[1]?.id);
  });

  it('makes points of the elements of a list, of constants and of the payload around them', () => {
    const { points, errors } = mapPayload(MAPPING, delivery(ORDER));
    expect(errors).toEqual([]);
    expect(points).toMatchObject([
      {
        metric: 'revenue',
        value: 1_250,
        timestamp: '2025-11-25T00:00:00.000Z',
        dimensions: { channel: 'shop', sku: 'a', country: 'DE', topic: 'orders/paid', coupon: null },
      },
      { metric: 'revenue', value: 700, dimensions: { sku: 'b' } },
      { metric: 'orders_order.paid', value: 1, timestamp: '2026-11-25T00:00:00.000Z' },
    ]);
  });

  it('gives the points of a delivery the same ids each time, and those of another one others', () => {
    const idsOf = (key: string, mapping = MAPPING) =>
      mapPayload(mapping, delivery(ORDER, key)).points.map(({ id }) => id);
    expect(idsOf('d1')).toEqual(idsOf('d1'));
    expect(new Set([...idsOf('d1'), ...idsOf('d2')]).size).toBe(6);
    const own: Mapping = { rules: [{ metric: 'm', value: 1, id: { path: 'created' } }] };
    expect(idsOf('d1', own)).toEqual(idsOf('d2', own));
    const empty: Mapping = { rules: [{ metric: 'm', value: 1, id: { path: "''" } }] };
    expect(idsOf('d1', empty)).not.toEqual(idsOf('d2', empty));
  });

  it('makes nothing of what a rule is not for, and names every value that it cannot take', () => {
    expect(mapPayload({ rules: [MAPPING.rules[0] as never] }, delivery({ type: 'other' }))).toEqual({
      points: [],
      errors: [],
    });
    const { errors } = mapPayload(
      MAPPING,
      delivery({ ...ORDER, items: [{ amount: 'x' }, {}], created: 'soon' }),
    );
    expect(errors).toEqual([
      'rules[0], element 0: value: "x" is no number',
      'rules[0], element 1: value: amount finds nothing',
    ]);
    const noList: Mapping = { rules: [{ each: 'type', metric: 'm', value: 1 }] };
    expect(mapPayload(noList, delivery(ORDER)).errors).toEqual(['rules[0]: each: type finds no list']);
  });

  it('never fails in another way, whatever comes', () => {
    assert(
      property(jsonValue(), (payload) => {
        expect(() => mapPayload(MAPPING, delivery(payload))).not.toThrow();
      }),
    );
  });
});

describe('a mapping that asks for too much', () => {
  const each = (path: string) => ({
    rules: [{ each: 'list', metric: 'n', value: { path, of: 'payload' } as const }],
  });
  const list = Array.from({ length: 20_000 }, () => 0);

  it('is given up before it has made more points than a batch has', () => {
    const { points, errors } = mapPayload(each('length(list)'), delivery({ list }));
    expect(errors).toEqual(['rules[0]: the payload becomes more than 10000 points']);
    expect(points.length).toBeLessThanOrEqual(10_001);
  });

  it('is given up when it takes too long', () => {
    const began = performance.now();
    const { errors } = mapPayload(each('length(to_string(@))'), delivery({ list }), 50);
    expect(errors).toEqual(['rules[0]: the payload takes more than 50 ms of work']);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('says what it has found in few words, however much that is', () => {
    const { errors } = mapPayload({ rules: [{ metric: { path: '@' }, value: 1 }] }, delivery({ list }));
    expect(errors).toEqual(['rules[0]: metric: an object is no text']);
  });
});

describe('expressions', () => {
  it('are JMESPath', () => {
    expect(evaluate('items[?n > `1`].sku | [0]', ORDER)).toBe('b');
    expect(evaluate('nothing.here', ORDER)).toBeNull();
    expect(() => evaluate('sum(type)', ORDER)).toThrow(ExpressionError);
  });

  it.each(['items[', '', 'foo(', 'a b'])('refuse %j', (text) => {
    expect(() => assertExpression(text)).toThrow(/no JMESPath/);
  });

  it('do not multiply what they are given', () => {
    expect(() => assertExpression(Array.from({ length: 40 }, () => '[@,@][]').join('|'))).toThrow(
      /more than/,
    );
    expect(() => assertExpression(`${'to_string('.repeat(20)}@${')'.repeat(20)}`)).toThrow(/more than/);
    // Hashes as well as lists, and what stands inside of them.
    expect(() => assertExpression(Array.from({ length: 9 }, () => '{a:@,b:@}').join('|'))).toThrow(
      /more than/,
    );
    expect(() => assertExpression(`{a: ${'to_string('.repeat(9)}@${')'.repeat(9)}}`)).toThrow(/more than/);
    expect(() => assertExpression(Array.from({ length: 4 }, () => '[@,@,@,@]').join('|'))).toThrow(
      /more than/,
    );
    expect(() => assertExpression(Array.from({ length: 5 }, () => 'join(@,[@,@])').join('|'))).toThrow(
      /more than/,
    );
    assertExpression("join('-', [to_string(a), to_string(b), to_string(c), to_string(d), e])");
    expect(evaluate('{a: type, b: {c: shop.country}}', ORDER)).toEqual({ a: 'order.paid', b: { c: 'DE' } });
    expect(() => assertExpression('a'.repeat(501))).toThrow(/500/);
    assert(
      property(string(), (text) => {
        try {
          assertExpression(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
    );
  });
});

describe('parseMapping', () => {
  it('takes a mapping as it is', () => {
    expect(parseMapping(structuredClone(MAPPING))).toEqual(MAPPING);
  });

  it('names everything that is wrong', () => {
    const wrong = {
      rules: [
        { metric: '', value: '1', when: '[', each: 1, timestamp: { path: 'a', timezone: 'Mars' }, extra: 1 },
        { metric: { path: 'a', of: 'body' }, dimensions: { a: 1 } },
      ],
    };
    let error: AppError | undefined;
    try {
      parseMapping(wrong);
    } catch (thrown) {
      error = thrown as AppError;
    }
    expect(error?.errors.map(({ pointer }) => pointer)).toEqual([
      '/mapping/rules/0/metric',
      '/mapping/rules/0/value',
      '/mapping/rules/0/when',
      '/mapping/rules/0/each',
      '/mapping/rules/0/timestamp/timezone',
      '/mapping/rules/0/extra',
      '/mapping/rules/1/metric/of',
      '/mapping/rules/1/dimensions/a',
      '/mapping/rules/1/value',
    ]);
    for (const value of [null, [], 'x', { rules: [] }, { rules: [null] }])
      expect(() => parseMapping(value)).toThrow(AppError);
  });
});

it('reads times in the formats of senders', () => {
  const day = '2026-03-29T01:30:00.000Z';
  expect(readTime('2026-03-29T03:30:00+02:00')).toBe(day);
  expect(readTime(1_774_747_800, 'unix')).toBe(day);
  expect(readTime('1774747800000', 'unixMs')).toBe(day);
  expect(readTime('29.03.2026 03:30', 'dd.MM.yyyy HH:mm', 'Europe/Berlin')).toBe(day);
  for (const [value, format] of [
    ['soon'],
    [1],
    ['x', 'unix'],
    [1e20, 'unixMs'],
    ['2026', 'dd.MM.yyyy'],
  ] as const)
    expect(readTime(value, format)).toBeUndefined();
});

it('reads payloads: JSON, a form, and JSON in a form', () => {
  const read = (text: string, type: string | null = null) => readPayload(type, Buffer.from(text));
  const form = 'application/x-www-form-urlencoded; charset=utf-8';
  expect(read('{"a":1}')).toEqual({ a: 1 });
  expect(read('a=1&b=x%20y', form)).toEqual({ a: '1', b: 'x y' });
  expect(read(`payload=${encodeURIComponent('{"a":1}')}`, form)).toEqual({ a: 1 });
  expect(() => read('a=1')).toThrow('not JSON');
  expect(() => readPayload(null, Buffer.from([0xff]))).toThrow('UTF-8');
});

it('takes no time to say that a long text is no number, and no pattern of times that could', () => {
  const rules = [{ metric: 'm', value: { path: 'v' } }];
  const began = performance.now();
  const { errors } = mapPayload({ rules }, delivery({ v: `${'1'.repeat(LONG)}x` }));
  expect(errors).toEqual([expect.stringContaining('is no number')]);
  expect(performance.now() - began).toBeLessThan(1_000);
  const timestamp = { path: 'at', format: 'yuyuyuyu' };
  expect(() => parseMapping({ rules: [{ metric: 'm', value: 1, timestamp }] })).toThrow('must have y once');
});
