import * as fc from 'fast-check';
import { columnsOfExpression, type Expression } from './expression';
import { ExpressionProblem } from './expression-tokens';
import { parseExpression } from './parse-expression';

const column = (name: string): Expression => ({ kind: 'column', name });
const number = (value: number): Expression => ({ kind: 'number', value });

describe('parseExpression', () => {
  it('binds products closer than sums, and both from the left', () => {
    expect(parseExpression('a + b * 2 - c')).toEqual({
      kind: 'arithmetic',
      operator: '-',
      left: {
        kind: 'arithmetic',
        operator: '+',
        left: column('a'),
        right: { kind: 'arithmetic', operator: '*', left: column('b'), right: number(2) },
      },
      right: column('c'),
    });
  });

  it('reads keywords in any case, names as they are written, and quoted ones with anything', () => {
    expect(parseExpression('COALESCE("case", NullIf(Price, 1.5e3), 0)')).toEqual({
      kind: 'coalesce',
      of: [column('case'), { kind: 'nullif', left: column('Price'), right: number(1_500) }, number(0)],
    });
    expect(columnsOfExpression(parseExpression('"a ""b""" + x / x'))).toEqual(['a "b"', 'x']);
  });

  it('reads a choice by the text of a column', () => {
    expect(parseExpression("case when kind = 'it''s' then -1 when kind = '' then x end")).toEqual({
      kind: 'case',
      when: [
        { column: 'kind', equals: "it's", value: { kind: 'negative', of: number(1) } },
        { column: 'kind', equals: '', value: column('x') },
      ],
    });
  });

  it.each([
    ['', 'a number, a column or a parenthesis was expected, and there is the end'],
    ['a b', 'an operator was expected, and there is "b" at 3'],
    ['sum(a)', 'an operator was expected, and there is "(" at 4'],
    ['a; drop table b', '";" at 2 is not part of an expression'],
    ['a -- b', undefined],
    ['a /* b */', 'was expected'],
    ["'text'", 'a number, a column or a parenthesis was expected'],
    ['"open', 'is not part of an expression'],
    ['1e999', 'larger than a number can be'],
    ['nullif(a)', 'nullif takes two'],
    ['case when a = 1 then 2 end', 'a text in single quotes'],
    ['case end', 'when was expected'],
    ['("")', 'the name of a column'],
    ['('.repeat(60), 'nested more than'],
    [`${'-'.repeat(60)}1`, 'signs in a row'],
  ])('%j: %s', (text, message) => {
    if (message === undefined) expect(parseExpression(text)).toMatchObject({ right: { kind: 'negative' } });
    else expect(() => parseExpression(text)).toThrow(message);
  });

  it('reads what it is written as, whatever it is', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        expect(parseExpression(written(expression))).toEqual(expression);
      }),
    );
  });

  it('takes any text for an expression or says what is wrong', () => {
    const pieces = fc.constantFrom(
      'a',
      '1',
      '"x"',
      "'t'",
      '(',
      ')',
      '+',
      '-',
      '/',
      ',',
      '=',
      'case',
      'when',
      'then',
      'end',
      'coalesce',
      ' ',
      ';',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        try {
          parseExpression(parts.join(' '));
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionProblem);
        }
      }),
    );
  });
});

const names = fc.string({ minLength: 1, maxLength: 5 });
const expressions = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(number),
    names.map(column),
    tie('any').map((of): Expression => ({ kind: 'negative', of })),
    fc
      .record({
        kind: fc.constant('arithmetic' as const),
        operator: fc.constantFrom('+', '-', '*', '/'),
        left: tie('any'),
        right: tie('any'),
      })
      .map((each): Expression => each),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((of): Expression => ({ kind: 'coalesce', of })),
    fc.tuple(tie('any'), tie('any')).map(([left, right]): Expression => ({ kind: 'nullif', left, right })),
    fc
      .tuple(names, fc.string({ maxLength: 5 }), tie('any'), fc.option(tie('any')))
      .map(([name, equals, value, otherwise]): Expression => ({
        kind: 'case',
        when: [{ column: name, equals, value }],
        ...(otherwise && { otherwise }),
      })),
  ),
})).any;

function written(expression: Expression): string {
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'column':
      return quoted(expression.name);
    case 'negative':
      return `-(${written(expression.of)})`;
    case 'coalesce':
      return `coalesce(${expression.of.map(written).join(',')})`;
    case 'nullif':
      return `nullif(${written(expression.left)}, ${written(expression.right)})`;
    case 'case': {
      const when = expression.when.map(
        ({ column: name, equals, value }) =>
          `when ${quoted(name)} = '${equals.replaceAll("'", "''")}' then ${written(value)}`,
      );
      return `case ${when.join(' ')}${expression.otherwise ? ` else ${written(expression.otherwise)}` : ''} end`;
    }
    default:
      return `(${written(expression.left)} ${expression.operator} ${written(expression.right)})`;
  }
}
