import { AppError } from '@app/platform';
import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { IngestLimits } from './ingest-limits';
import { MalformedPoint } from './malformed-point';
import type { PointBatch } from './point-batch';
import type { PointInput } from './point-input';
import { dimensionKeyProblem } from './point-names';
import { tooManyPoints } from './too-many-points';

const FIELDS = new Set(['metric', 'value', 'timestamp', 'id']);
const LONGEST_HEADER = 8_192;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

interface CsvRow {
  record: string[];
  info: Info;
}

/**
 * Reads CSV with a header line (RFC 4180). The columns metric, value, timestamp and id are those of a point, every
 * other column is a dimension; an empty cell is an absent one.
 * @throws AppError 400 for a broken quotation, a bad header, an empty text and for too many points
 */
export function readCsvPoints(text: string, limits: IngestLimits): PointBatch {
  assertLineLength(text);
  const [header, ...rows] = readRows(text, limits.batchPoints);
  if (!header)
    throw AppError.invalid(
      '/points',
      'the body must have a header line and at least one point (given: nothing)',
    );
  if (rows.length === 0)
    throw AppError.invalid('/points', 'the body must have at least one line below the header (given: none)');
  if (rows.length > limits.batchPoints)
    throw tooManyPoints(limits.batchPoints, `more than ${limits.batchPoints}`);
  const columns = header.record.map((name) => name.trim());
  checkHeader(columns, limits);
  return {
    points: rows.map(({ record }) => toPoint(columns, record)),
    lines: rows.map(({ info }) => info.lines),
  };
}

/** Refuses a first line that no header can be before the reader splits it into millions of cells. */
function assertLineLength(text: string): void {
  const end = text.indexOf('\n');
  const length = end === -1 ? text.length : end;
  if (length <= LONGEST_HEADER) return;
  throw AppError.invalid(
    '/points',
    `line 1: the header has at most ${LONGEST_HEADER} characters (given: ${length})`,
  );
}

function readRows(text: string, maxPoints: number): CsvRow[] {
  try {
    // One more than allowed, after the header, tells that there are too many without reading them all.
    const options = {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: maxPoints + 2,
    };
    return parse(text, options) as unknown as CsvRow[];
  } catch (error) {
    if (error instanceof CsvError)
      throw AppError.invalid('/points', `the body is not valid CSV: ${error.message}`);
    throw error;
  }
}

function checkHeader(columns: string[], limits: IngestLimits): void {
  const most = FIELDS.size + limits.dimensionsPerPoint;
  if (columns.length > most) {
    throw AppError.invalid(
      '/points',
      `line 1: the header has at most ${most} columns (given: ${columns.length})`,
    );
  }
  for (const required of ['metric', 'value']) {
    if (!columns.includes(required)) {
      throw AppError.invalid(
        '/points',
        `line 1: the header must name the column ${required} (given: ${columns.join(',').slice(0, 200)})`,
      );
    }
  }
  for (const [position, column] of columns.entries()) {
    const problem = FIELDS.has(column) ? undefined : dimensionKeyProblem(column, limits.dimensionKeyLength);
    if (problem) throw AppError.invalid('/points', `line 1, column ${position + 1}: ${problem}`);
    if (columns.indexOf(column) !== position) {
      throw AppError.invalid('/points', `line 1, column ${position + 1}: the header names ${column} twice`);
    }
  }
}

function toPoint(columns: string[], record: string[]): unknown {
  if (record.length !== columns.length) {
    return new MalformedPoint(
      `must have ${columns.length} cells, as the header has (given: ${record.length})`,
    );
  }
  const point: Partial<PointInput> = {};
  const dimensions: Record<string, string> = {};
  for (const [position, column] of columns.entries()) {
    const cell = record[position] ?? '';
    if (column === 'value') point.value = toNumber(cell);
    else if (cell === '') continue;
    else if (column === 'metric' || column === 'timestamp' || column === 'id') point[column] = cell;
    else dimensions[column] = cell;
  }
  point.dimensions = dimensions;
  return point;
}

/** A cell that is no number stays a text, which the validation of points then names. */
function toNumber(cell: string): number {
  const trimmed = cell.trim();
  return NUMBER.test(trimmed) ? Number(trimmed) : (cell as unknown as number);
}
