import type { SourceColumn, SourceRows, SourceSchema, SourceStatement, SourceTable } from '../connector';
import type { DatabaseEngine } from './database-engine';

const MAX_TABLES = 200;
const MAX_COLUMNS = 20_000;
const LIST_MS = 10_000;
/** Samples are shown of so many tables, and only as long as they come quickly: a view may be a day's work. */
const SAMPLED_TABLES = 40;
const SAMPLED_COLUMNS = 100;
const SAMPLE_MS = 500;
const SAMPLES_MS = 5_000;
const SAMPLES = 5;
const LONGEST_SAMPLE = 100;
/** Nobody names a table or column so, but a server may say that he does. */
const LONGEST_NAME = 256;
const LONGEST_TYPE = 200;

type Select = (
  statement: SourceStatement,
  limits: { maxRows: number; timeoutMs: number },
) => Promise<SourceRows>;

/** Tables and views that may be read, with their columns, and a few values of the first of them. */
export async function readSchema(engine: DatabaseEngine, select: Select): Promise<SourceSchema> {
  const listed = await select(engine.listColumns(MAX_TABLES + 1, MAX_COLUMNS + 1), {
    maxRows: MAX_COLUMNS + 1,
    timeoutMs: LIST_MS,
  });
  const tables = tablesOf(engine, listed);
  const truncated = tables.length > MAX_TABLES || listed.rows.length > MAX_COLUMNS;
  // The last one may lack columns.
  if (listed.rows.length > MAX_COLUMNS) tables.pop();
  tables.splice(MAX_TABLES);
  await addSamples(engine, select, tables);
  return { tables, truncated };
}

function tablesOf(engine: DatabaseEngine, { rows }: SourceRows): SourceTable[] {
  const tables: SourceTable[] = [];
  for (const [schema = null, name, column, nativeType, nullable] of rows) {
    if ([schema, name, column].some((each) => String(each).length > LONGEST_NAME)) continue;
    let table = tables.at(-1);
    if (table?.schema !== schema || table?.name !== name) {
      table = { schema: schema === null ? null : String(schema), name: String(name), columns: [] };
      tables.push(table);
    }
    const native = String(nativeType);
    table?.columns.push({
      name: String(column),
      type: engine.columnType(native),
      nativeType: native.slice(0, LONGEST_TYPE),
      nullable: nullable === true || nullable === 1,
      samples: [],
    });
  }
  return tables;
}

async function addSamples(engine: DatabaseEngine, select: Select, tables: SourceTable[]): Promise<void> {
  const end = performance.now() + SAMPLES_MS;
  for (const table of tables.slice(0, SAMPLED_TABLES)) {
    if (performance.now() > end) return;
    const columns = table.columns.slice(0, SAMPLED_COLUMNS);
    try {
      const { rows } = await select(sampleOf(engine, table, columns), {
        maxRows: SAMPLES,
        timeoutMs: SAMPLE_MS,
      });
      columns.forEach((column, at) => {
        column.samples = rows
          .map((row) => row[at] ?? null)
          .filter((value) => value !== null)
          .map((value) => String(value).slice(0, LONGEST_SAMPLE));
      });
    } catch {
      // A table without samples is still a table.
    }
  }
}

function sampleOf(engine: DatabaseEngine, table: SourceTable, columns: SourceColumn[]): SourceStatement {
  const from = [table.schema, table.name].filter((part) => part !== null).map((part) => engine.quote(part));
  const shown = columns.map(({ name, type }) => engine.sample(engine.quote(name), type));
  return { text: `SELECT ${shown.join(', ')} FROM ${from.join('.')} LIMIT ${SAMPLES}`, values: [] };
}
