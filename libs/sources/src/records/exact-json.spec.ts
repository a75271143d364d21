import { assert, bigInt, jsonValue, property, string } from 'fast-check';
import { parseExactJson } from './exact-json';

describe('JSON with whole numbers of any length', () => {
  it.each([
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['[-9223372036854775808, 9223372036854775807]', ['-9223372036854775808', '9223372036854775807']],
    ['{"id":9007199254740991,"at":1732550400000}', { id: 9007199254740991, at: 1732550400000 }],
    ['[1234567890.1234567890123456789, 1e0000000000000000001]', [1234567890.1234567, 10]],
    [
      '["9007199254740993", "\\"9007199254740993,", "a\\\\", 9007199254740993]',
      ['9007199254740993', '"9007199254740993,', 'a\\', '9007199254740993'],
    ],
    ['[10000000000000000000e2, 10000000000000000000.5]', [1e21, 1e19]],
    ['18446744073709551615', '18446744073709551615'],
    [' "1234567890123456789" ', '1234567890123456789'],
  ])('reads %s', (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });

  it.each([
    '{9007199254740993:1}',
    '[09007199254740993]',
    '[9007199254740993',
    '[--9007199254740993]',
    '9007199254740993 9007199254740993',
  ])('takes %s for what it is: no JSON', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });

  it('is JSON otherwise, and keeps every digit', () => {
    assert(
      property(jsonValue(), string(), bigInt({ min: 10n ** 16n, max: 10n ** 30n }), (value, label, id) => {
        const body = `{"label":${JSON.stringify(label)},"id":${id},"value":${JSON.stringify([value])}}`;
        const read = parseExactJson(body) as { label: string; id: string | number; value: unknown[] };
        expect([read.label, `${read.id}`]).toEqual([label, String(id)]);
      }),
    );
  });

  it('takes no time for what is made to take it', () => {
    const began = performance.now();
    for (const part of ['"",', '\\', '"\\', '1234567890123456', '1234567890123456,', '[1234567890123456'])
      try {
        parseExactJson(`"${part.repeat(50_000)}9007199254740993`);
      } catch {
        // Is no JSON.
      }
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
