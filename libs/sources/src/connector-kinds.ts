import { AppError } from '@app/platform';
import { httpKind } from './api/http-kind';
import type { ConnectorKind } from './connector-kind';
import { clickhouseKind } from './database/clickhouse/clickhouse-kind';
import { mysqlKind } from './database/mysql/mysql-kind';
import { postgresqlKind } from './database/postgresql/postgresql-kind';
import { folderKind } from './file/folder-kind';
import { uploadKind } from './file/upload-kind';
import { natsKind } from './stream/nats/nats-kind';
import { redisStreamKind } from './stream/redis/redis-kind';

/** Every kind of source there is. */
export const CONNECTOR_KINDS: readonly ConnectorKind[] = [
  clickhouseKind,
  folderKind,
  httpKind,
  mysqlKind,
  natsKind,
  postgresqlKind,
  redisStreamKind,
  uploadKind,
];

/** The kinds of sources, by their names. */
export class ConnectorKinds {
  private readonly kinds: Map<string, ConnectorKind>;

  constructor(kinds: readonly ConnectorKind[]) {
    this.kinds = new Map(kinds.map((each) => [each.kind, each]));
  }

  find(kind: string): ConnectorKind | undefined {
    return this.kinds.get(kind);
  }

  /** @throws AppError VALIDATION_FAILED that lists the kinds */
  named(kind: unknown, pointer: string): ConnectorKind {
    const found = typeof kind === 'string' ? this.find(kind) : undefined;
    if (found) return found;
    const names = [...this.kinds.keys()].toSorted().join(', ');
    const given = kind === undefined ? 'nothing' : JSON.stringify(kind).slice(0, 80);
    throw AppError.invalid(pointer, `kind must be one of ${names} (given: ${given})`);
  }
}
