import jmespath from 'jmespath';

/** A node of what the parser makes of an expression. */
interface Node {
  type: string;
  children?: (Node | null)[];
}

const LONGEST = 500;
const MOST_NODES = 100;
/** Lists can double what they are given, and functions what they are called with: so many in a row are harmless. */
const MOST_LIST_ELEMENTS = 16;
const MOST_CALLS = 8;

/** An expression that cannot be used, or not on this payload. The message is for whoever wrote it. */
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpressionError';
  }
}

/** @throws ExpressionError for what is no JMESPath, or one whose work could grow without bound */
export function assertExpression(text: string): void {
  if (text.length > LONGEST) throw new ExpressionError(`an expression has at most ${LONGEST} characters`);
  let root: Node;
  try {
    root = (jmespath as unknown as { compile(text: string): Node }).compile(text);
  } catch (error) {
    throw new ExpressionError(`is no JMESPath expression: ${(error as Error).message.slice(0, 200)}`);
  }
  const nodes: Node[] = [root];
  let [elements, calls] = [0, 0];
  for (const node of nodes) {
    const children = (node.children ?? []).filter((child) => child !== null && typeof child === 'object');
    nodes.push(...children);
    if (node.type === 'MultiSelectList') elements += children.length;
    if (node.type === 'Function') calls++;
    if (nodes.length > MOST_NODES || elements > MOST_LIST_ELEMENTS || calls > MOST_CALLS)
      throw new ExpressionError('does more than a mapping may: leave parts of it away');
  }
}

/** What an expression finds in a JSON value; null where there is nothing. @throws ExpressionError */
export function evaluate(text: string, value: unknown): unknown {
  assertExpression(text);
  try {
    return (jmespath.search(value, text) as unknown) ?? null;
  } catch (error) {
    throw new ExpressionError(`cannot be evaluated: ${(error as Error).message.slice(0, 200)}`);
  }
}
