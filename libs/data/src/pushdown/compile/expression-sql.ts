import type { SqlDialect } from '../dialect/sql-dialect';
import type { Expression } from '../expression/expression';
import type { StatementValues } from './statement-values';

/** Where the columns of an expression are. */
export interface ExpressionContext {
  dialect: SqlDialect;
  values: StatementValues;
  column: (name: string) => string;
}

/** An expression as a double; null where it divides by zero or has nothing to compute with. */
export function expressionSql(expression: Expression, context: ExpressionContext): string {
  const { dialect, values, column } = context;
  const write = (each: Expression): string => expressionSql(each, context);
  switch (expression.kind) {
    case 'number':
      return dialect.double(values.bind(expression.value, 'number'));
    case 'column':
      return dialect.double(column(expression.name));
    case 'negative':
      return `(- ${write(expression.of)})`;
    case 'coalesce':
      return `coalesce(${expression.of.map(write).join(', ')})`;
    case 'nullif':
      return `nullif(${write(expression.left)}, ${write(expression.right)})`;
    case 'case': {
      const when = expression.when.map(
        ({ column: name, equals, value }) =>
          `WHEN ${dialect.isOneOf(dialect.label(column(name)), [values.bind(equals, 'text')])} THEN ${write(value)}`,
      );
      const otherwise = expression.otherwise ? write(expression.otherwise) : dialect.noDouble;
      return `CASE ${when.join(' ')} ELSE ${otherwise} END`;
    }
    default: {
      const [left, right] = [write(expression.left), write(expression.right)];
      const { operator } = expression;
      return operator === '/' ? `(${left} / nullif(${right}, 0))` : `(${left} ${operator} ${right})`;
    }
  }
}
