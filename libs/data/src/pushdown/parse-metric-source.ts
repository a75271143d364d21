import { AppError, type FieldError, TimeZone } from '@app/platform';
import { INGEST_LIMITS } from '../ingest/ingest-limits';
import { dimensionKeyProblem } from '../ingest/point-names';
import { ExpressionProblem } from './expression/expression-tokens';
import { columnsOfExpression } from './expression/expression';
import { parseExpression } from './expression/parse-expression';
import { METRIC_SOURCE_LIMITS as LIMITS, type MetricSource, type SourceTableName } from './metric-source';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const PROPERTIES = new Set([
  'sourceId',
  'table',
  'sql',
  'time',
  'value',
  'dimensions',
  'timezone',
  'maxAgeSeconds',
]);
// oxlint-disable-next-line no-control-regex
const NO_NAME = /[\0-\x1f\x7f]|\p{Cs}/u;

/**
 * Reads the mapping of a metric onto a source. What needs the source to tell is checked by {@link checkMetricSource}.
 * @throws AppError 400 VALIDATION_FAILED naming everything that is wrong, with pointers below `/source`
 */
export function parseMetricSource(input: unknown): MetricSource {
  const reader = new Reader();
  const source = reader.read(input);
  const [first] = reader.errors;
  if (first) throw new AppError('VALIDATION_FAILED', first.message, { errors: reader.errors });
  return source;
}

class Reader {
  readonly errors: FieldError[] = [];

  read(input: unknown): MetricSource {
    const given = this.object(input, '');
    for (const name of Object.keys(given))
      if (!PROPERTIES.has(name))
        this.add(`/${name}`, `is not a property; allowed are ${[...PROPERTIES].join(', ')}`);
    const { sourceId, table, sql, time, value, dimensions, timezone = 'UTC', maxAgeSeconds } = given;
    if (typeof sourceId !== 'string' || !UUID.test(sourceId))
      this.add('/sourceId', 'must be the id of a source');
    if ((table === undefined) === (sql === undefined)) this.add('', 'must have either table or sql');
    return {
      sourceId: String(sourceId).toLowerCase(),
      ...(table !== undefined && { table: this.table(table) }),
      ...(sql !== undefined && { sql: this.text(sql, '/sql', LIMITS.sqlLength) }),
      time: this.identifier(time, '/time'),
      value: this.expression(value),
      dimensions: this.dimensions(dimensions),
      timezone: this.timezone(timezone),
      maxAgeSeconds: this.age(maxAgeSeconds),
    };
  }

  private table(input: unknown): SourceTableName {
    const { schema, name, ...more } = this.object(input, '/table');
    for (const other of Object.keys(more))
      this.add(`/table/${other}`, 'is not a property; allowed are schema, name');
    return {
      ...(schema !== undefined && schema !== null && { schema: this.identifier(schema, '/table/schema') }),
      name: this.identifier(name, '/table/name'),
    };
  }

  private expression(input: unknown): string {
    const text = this.text(input, '/value', LIMITS.expressionLength);
    if (!text) return text;
    try {
      for (const name of columnsOfExpression(parseExpression(text))) this.identifier(name, '/value');
    } catch (error) {
      if (!(error instanceof ExpressionProblem)) throw error;
      this.add('/value', `is no expression over columns: ${error.message}`);
    }
    return text;
  }

  private dimensions(input: unknown): Record<string, string> {
    const entries = Object.entries(this.object(input ?? {}, '/dimensions'));
    if (entries.length > LIMITS.dimensions)
      this.add('/dimensions', `must be at most ${LIMITS.dimensions} (given: ${entries.length})`);
    return Object.fromEntries(
      entries.map(([name, column]) => {
        const pointer = `/dimensions/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        const problem = dimensionKeyProblem(name, INGEST_LIMITS.dimensionKeyLength);
        if (problem) this.add(pointer, problem);
        return [name, this.identifier(column, pointer)];
      }),
    );
  }

  private timezone(input: unknown): string {
    const zone = typeof input === 'string' ? TimeZone.find(input) : undefined;
    if (!zone) this.add('/timezone', 'must be the IANA name of a time zone, such as Europe/Berlin');
    return zone?.name ?? 'UTC';
  }

  private age(input: unknown = LIMITS.defaultAgeSeconds): number {
    const { leastAgeSeconds: least, maxAgeSeconds: most } = LIMITS;
    const isAge = typeof input === 'number' && Number.isInteger(input) && input >= least && input <= most;
    if (!isAge) this.add('/maxAgeSeconds', `must be a whole number of seconds from ${least} to ${most}`);
    return Number(input);
  }

  private identifier(input: unknown, pointer: string): string {
    const name = this.text(input, pointer, LIMITS.identifierLength);
    if (NO_NAME.test(name)) this.add(pointer, 'must not have control characters');
    return name;
  }

  private text(input: unknown, pointer: string, longest: number): string {
    if (typeof input === 'string' && input.length > 0 && input.length <= longest) return input;
    this.add(pointer, `must be text of 1 to ${longest} characters`);
    return '';
  }

  private object(input: unknown, pointer: string): Record<string, unknown> {
    if (typeof input === 'object' && input !== null && !Array.isArray(input))
      return input as Record<string, unknown>;
    this.add(pointer, 'must be an object');
    return {};
  }

  private add(pointer: string, message: string): void {
    const field = pointer === '' ? 'source' : pointer.slice(1).replaceAll('/', '.');
    this.errors.push({ pointer: `/source${pointer}`, message: `${field} ${message}` });
  }
}
