/** A piece of an expression's text, and where it begins. */
export interface ExpressionToken {
  kind: 'number' | 'word' | 'column' | 'text' | 'mark' | 'end';
  /** Of quoted ones what is within the quotes; of words in lower case. */
  value: string;
  /** As it is written. */
  written: string;
  at: number;
}

/** What is wrong with an expression, in a sentence. */
export class ExpressionProblem extends Error {}

const PIECES =
  /(?<space>\s+)|(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)|(?<word>[a-z_][a-z0-9_]*)|"(?<column>(?:[^"]|"")*)"|'(?<text>(?:[^']|'')*)'|(?<mark>[-+*/(),=])/iy;

/** @throws ExpressionProblem for a character that begins nothing */
export function expressionTokens(text: string): ExpressionToken[] {
  const tokens: ExpressionToken[] = [];
  let at = 0;
  while (at < text.length) {
    PIECES.lastIndex = at;
    const match = PIECES.exec(text);
    if (!match)
      throw new ExpressionProblem(`${JSON.stringify(text[at])} at ${at + 1} is not part of an expression`);
    const [written] = match;
    const { number, word, column, text: quoted, mark } = match.groups ?? {};
    if (number !== undefined) tokens.push({ kind: 'number', value: number, written, at });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word.toLowerCase(), written, at });
    else if (column !== undefined)
      tokens.push({ kind: 'column', value: column.replaceAll('""', '"'), written, at });
    else if (quoted !== undefined)
      tokens.push({ kind: 'text', value: quoted.replaceAll("''", "'"), written, at });
    else if (mark !== undefined) tokens.push({ kind: 'mark', value: mark, written, at });
    at += written.length;
  }
  return [...tokens, { kind: 'end', value: '', written: 'the end', at }];
}
