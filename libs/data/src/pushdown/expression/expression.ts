/**
 * What a row is worth, as arithmetic over its columns. The grammar is closed:
 *
 * ```
 * sum    = product { ("+" | "-") product }
 * product = unary { ("*" | "/") unary }
 * unary  = "-" unary | primary
 * primary = number | column | "(" sum ")" | "coalesce" "(" sum { "," sum } ")" | "nullif" "(" sum "," sum ")"
 *         | "case" { "when" column "=" text "then" sum } [ "else" sum ] "end"
 * column = a name of letters, digits and _ | a name in double quotes, in which "" is one
 * text   = characters in single quotes, in which '' is one
 * ```
 *
 * Keywords are in any case. A division by zero is nothing, as is arithmetic with nothing.
 */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'column'; name: string }
  | { kind: 'negative'; of: Expression }
  | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Expression; right: Expression }
  | { kind: 'coalesce'; of: Expression[] }
  | { kind: 'nullif'; left: Expression; right: Expression }
  | { kind: 'case'; when: CaseBranch[]; otherwise?: Expression };

export type ArithmeticOperator = '+' | '-' | '*' | '/';

export interface CaseBranch {
  column: string;
  equals: string;
  value: Expression;
}

/** The columns that an expression reads, each once. */
export function columnsOfExpression(expression: Expression): string[] {
  return [...new Set(columns(expression))];
}

/** Those of them whose values are computed with, each once. */
export function numbersOfExpression(expression: Expression): string[] {
  return [...new Set(columns(expression, { compared: false }))];
}

function columns(expression: Expression, which = { compared: true }): string[] {
  const inside = (each: Expression): string[] => columns(each, which);
  switch (expression.kind) {
    case 'number':
      return [];
    case 'column':
      return [expression.name];
    case 'negative':
      return inside(expression.of);
    case 'coalesce':
      return expression.of.flatMap(inside);
    case 'case':
      return [
        ...expression.when.flatMap(({ column, value }) => [
          ...(which.compared ? [column] : []),
          ...inside(value),
        ]),
        ...(expression.otherwise ? inside(expression.otherwise) : []),
      ];
    default:
      return [...inside(expression.left), ...inside(expression.right)];
  }
}
