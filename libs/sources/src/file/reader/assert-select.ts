import type { DuckDBConnection } from '@duckdb/node-api';
import { SourceError } from '../../source-error';
import { TABLE } from '../table-name';

const LONGEST_TEXT = 200_000;
const TABLE_KINDS = new Set([
  'BASE_TABLE',
  'SUBQUERY',
  'JOIN',
  'EMPTY',
  'EXPRESSION_LIST',
  'TABLE_FUNCTION',
  'CTE',
]);
/** Table functions that make rows of what they are given. Others read files, tell about the server or change how it works. */
const TABLE_FUNCTIONS = new Set(['range', 'generate_series', 'unnest', 'json_each', 'json_tree', 'repeat']);
const FORBIDDEN_FUNCTIONS = new Set(['current_setting', 'write_log', 'getvariable', 'getenv']);

/**
 * Holds when a text is one SELECT that reads the file and nothing else. What DuckDB calls a SELECT can also turn on its log or tell its
 * settings, through table functions.
 * @throws SourceError refused
 */
export async function assertSelect(connection: DuckDBConnection, text: string): Promise<void> {
  if (text.length > LONGEST_TEXT) throw new SourceError('refused', 'The statement is too long.');
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [text]);
  const parsed = JSON.parse(String(reader.getRows()[0]?.[0])) as Parsed;
  if (parsed.error) throw new SourceError('refused', parsed.error_message ?? 'The statement cannot be read.');
  if (parsed.statements?.length !== 1) throw new SourceError('refused', 'Give exactly one SELECT.');
  const nodes = [...nodesOf(parsed.statements[0])];
  const known = new Set([TABLE, ...nodes.flatMap(commonTables)]);
  for (const node of nodes) assertAllowed(node, known);
}

type Node = Record<string, unknown>;
interface Parsed {
  error?: boolean;
  error_message?: string;
  statements?: unknown[];
}

function* nodesOf(root: unknown): Iterable<Node> {
  const waiting = [root];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === null || typeof next !== 'object') continue;
    if (!Array.isArray(next)) yield next as Node;
    for (const child of Object.values(next)) waiting.push(child);
  }
}

function commonTables({ cte_map: ctes }: Node): string[] {
  const { map = [] } = (ctes ?? {}) as { map?: { key: string }[] };
  return map.map(({ key }) => key.toLowerCase());
}

function assertAllowed(node: Node, known: ReadonlySet<string>): void {
  const isTable = 'alias' in node && 'sample' in node;
  if (isTable && !TABLE_KINDS.has(String(node.type)))
    throw new SourceError('refused', `Only SELECT from ${TABLE} is allowed.`);
  if (isTable && node.type === 'BASE_TABLE') {
    const isPlain = node.catalog_name === '' && (node.schema_name === '' || node.schema_name === 'main');
    const name = String(node.table_name);
    if (!isPlain || !known.has(name.toLowerCase()))
      throw new SourceError('refused', `There is no table ${JSON.stringify(name)}: the file is ${TABLE}.`);
  }
  if (isTable && node.type === 'TABLE_FUNCTION') {
    const name = String((node.function as Node | undefined)?.function_name);
    if (!TABLE_FUNCTIONS.has(name)) throw new SourceError('refused', `The function ${name} is not allowed.`);
  }
  if (node.class === 'FUNCTION' && FORBIDDEN_FUNCTIONS.has(String(node.function_name)))
    throw new SourceError('refused', `The function ${String(node.function_name)} is not allowed.`);
}
