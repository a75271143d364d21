import jmespath from 'jmespath';

/** A node of what the parser makes of an expression. */
interface Node {
  type: string;
  name?: string;
  children?: (Node | null)[];
  /** Of a `KeyValuePair`, which has no children: what stands behind the colon. */
  value?: unknown;
}

const LONGEST = 500;
const MOST_NODES = 100;
const MOST_CALLS = 8;
/** How many times as large as what it is given the result of an expression may become. */
const MOST_GROWTH = 64;
/** What they make can be twice as long: each quote gets a backslash, the glue comes in once more for every element. */
const STRETCHING = new Set(['to_string', 'join']);

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
  let calls = 0;
  for (const node of nodes) {
    nodes.push(...childrenOf(node));
    if (node.type === 'Function') calls++;
    if (nodes.length > MOST_NODES || calls > MOST_CALLS) throw tooMuch();
  }
  if (growth(root) > MOST_GROWTH) throw tooMuch();
}

function childrenOf({ type, children = [], value }: Node): Node[] {
  const all = type === 'KeyValuePair' ? [value] : children;
  return all.filter((child): child is Node => typeof child === 'object' && child !== null);
}

/** An upper bound: the members of lists and hashes stand side by side, everything else may be given what the part before has made. */
function growth(node: Node): number {
  const parts = childrenOf(node).map(growth);
  const sum = parts.reduce((all, each) => all + each, 0);
  if (node.type === 'MultiSelectList' || node.type === 'MultiSelectHash') return Math.max(1, sum);
  if (node.type === 'Function') return Math.max(1, sum) * (STRETCHING.has(node.name ?? '') ? 2 : 1);
  return parts.reduce((all, each) => all * each, 1);
}

function tooMuch(): ExpressionError {
  return new ExpressionError('does more than a mapping may: leave parts of it away');
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
