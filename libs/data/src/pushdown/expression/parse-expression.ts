import type { ArithmeticOperator, CaseBranch, Expression } from './expression';
import { ExpressionProblem, type ExpressionToken, expressionTokens } from './expression-tokens';

const DEEPEST = 50;
/** Words that are no columns unless they are quoted. */
const KEYWORDS = new Set(['coalesce', 'nullif', 'case', 'when', 'then', 'else', 'end', 'null']);

/** @throws ExpressionProblem that says what was found where something else may stand */
export function parseExpression(text: string): Expression {
  const parser = new Parser(expressionTokens(text));
  return parser.whole();
}

class Parser {
  private place = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly ExpressionToken[]) {}

  whole(): Expression {
    const expression = this.sum();
    if (this.next.kind !== 'end') throw this.unexpected('an operator');
    return expression;
  }

  private sum(): Expression {
    if (++this.depth > DEEPEST) throw new ExpressionProblem(`it is nested more than ${DEEPEST} times`);
    const expression = this.chain(['+', '-'], () => this.product());
    this.depth -= 1;
    return expression;
  }

  private product(): Expression {
    return this.chain(['*', '/'], () => this.unary());
  }

  private chain(operators: readonly ArithmeticOperator[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const operator = operators.find((mark) => this.takes('mark', mark));
      if (!operator) return left;
      left = { kind: 'arithmetic', operator, left, right: operand() };
    }
  }

  private unary(): Expression {
    let signs = 0;
    while (this.takes('mark', '-')) {
      if (++signs > DEEPEST) throw new ExpressionProblem(`it has more than ${DEEPEST} signs in a row`);
    }
    let expression = this.primary();
    for (; signs > 0; signs--) expression = { kind: 'negative', of: expression };
    return expression;
  }

  private primary(): Expression {
    const token = this.next;
    if (token.kind === 'number') {
      this.place += 1;
      const value = Number(token.value);
      if (!Number.isFinite(value))
        throw new ExpressionProblem(`${token.written} is larger than a number can be`);
      return { kind: 'number', value };
    }
    if (token.kind === 'word' && KEYWORDS.has(token.value)) return this.call();
    if (token.kind === 'word' || token.kind === 'column') return { kind: 'column', name: this.column() };
    if (!this.takes('mark', '(')) throw this.unexpected('a number, a column or a parenthesis');
    const expression = this.sum();
    this.expect('mark', ')');
    return expression;
  }

  private call(): Expression {
    if (this.takes('word', 'coalesce')) {
      const of = this.parameters();
      return { kind: 'coalesce', of };
    }
    if (this.takes('word', 'nullif')) {
      const [left, right, ...more] = this.parameters();
      if (!left || !right || more.length > 0) throw new ExpressionProblem('nullif takes two expressions');
      return { kind: 'nullif', left, right };
    }
    if (this.takes('word', 'case')) return this.cases();
    throw this.unexpected('a number, a column or a parenthesis');
  }

  private parameters(): Expression[] {
    this.expect('mark', '(');
    const result = [this.sum()];
    while (this.takes('mark', ',')) result.push(this.sum());
    this.expect('mark', ')');
    return result;
  }

  private cases(): Expression {
    const when: CaseBranch[] = [];
    while (this.takes('word', 'when')) {
      const column = this.column();
      this.expect('mark', '=');
      const { kind, value: equals } = this.next;
      if (kind !== 'text') throw this.unexpected("a text in single quotes, such as 'paid'");
      this.place += 1;
      this.expect('word', 'then');
      when.push({ column, equals, value: this.sum() });
    }
    if (when.length === 0) throw this.unexpected('when');
    const otherwise = this.takes('word', 'else') ? this.sum() : undefined;
    this.expect('word', 'end');
    return { kind: 'case', when, ...(otherwise && { otherwise }) };
  }

  private column(): string {
    const { kind, written, value } = this.next;
    const isName = kind === 'column' ? value !== '' : kind === 'word' && !KEYWORDS.has(value);
    if (!isName) throw this.unexpected('the name of a column');
    this.place += 1;
    return kind === 'column' ? value : written;
  }

  private get next(): ExpressionToken {
    return this.tokens[this.place] as ExpressionToken;
  }

  private takes(kind: ExpressionToken['kind'], value: string): boolean {
    const is = this.next.kind === kind && this.next.value === value;
    if (is) this.place += 1;
    return is;
  }

  private expect(kind: ExpressionToken['kind'], value: string): void {
    if (!this.takes(kind, value)) throw this.unexpected(value);
  }

  private unexpected(wanted: string): ExpressionProblem {
    const { written, at, kind } = this.next;
    const found = kind === 'end' ? written : `${JSON.stringify(written)} at ${at + 1}`;
    return new ExpressionProblem(`${wanted} was expected, and there is ${found}`);
  }
}
