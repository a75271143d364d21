import { Readable } from 'node:stream';
import { csvLine, csvText } from '@app/platform';
import type { AuditRowDto } from './audit.dto';

const COLUMNS: Readonly<Record<string, (row: AuditRowDto) => string | null>> = {
  id: ({ id }) => id,
  at: ({ at }) => at.toISOString(),
  action: ({ action }) => action,
  actorKind: ({ actor }) => actor.kind,
  actorId: ({ actor }) => actor.id,
  actorEmail: ({ actor }) => actor.email,
  subjectType: ({ subject }) => subject?.type ?? null,
  subjectId: ({ subject }) => subject?.id ?? null,
  requestId: ({ requestId }) => requestId,
  address: ({ address }) => address,
  before: ({ before }) => json(before),
  after: ({ after }) => json(after),
  detail: ({ detail }) => json(detail),
};

/** Rows as CSV with a header, read as the client takes them. When reading fails the connection breaks: no cut file looks whole. */
export function auditCsv(batches: AsyncIterable<AuditRowDto[]>): Readable {
  return Readable.from(lines(batches), { objectMode: false });
}

async function* lines(batches: AsyncIterable<AuditRowDto[]>): AsyncGenerator<string> {
  yield csvLine(Object.keys(COLUMNS));
  const cells = Object.values(COLUMNS);
  for await (const rows of batches) {
    yield rows.map((row) => csvLine(cells.map((cell) => text(cell(row))))).join('');
  }
}

function text(value: string | null): string {
  return value === null ? '' : csvText(value);
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
