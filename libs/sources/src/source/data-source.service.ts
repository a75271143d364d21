import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { assertUnrestricted, type AuditAction, AuditLog, type Principal } from '@app/auth';
import { Orm, Outbox, type SqlExecutor } from '@app/database';
import {
  AppError,
  assertIfMatch,
  decodeCursor,
  etagOf,
  isId,
  newId,
  type Page,
  type PageQuery,
  textErrors,
  toPage,
} from '@app/platform';
import type { SourceType } from '../connector';
import { DataSourceManager } from '../manager/data-source-manager';
import { SourceLeftovers } from '../manager/source-leftovers';
import { UploadedFiles } from '../upload/uploaded-files';
import type { CreateDataSourceDto, DataSourceDto, UpdateDataSourceDto } from './data-source.dto';
import { DataSource } from './data-source.entity';
import { parseSchedule } from './schedule';
import { type CheckedConnection, SourceConnections } from './source-connections';
import { SourceMappings } from './source-mappings';
import { SourceReadings } from './source-readings';

const MOST_SOURCES = 100;
const UNTOLD = 'It failed; whoever sees all of the data is told why.';

/** What tells of a new source beside its body. */
export function headersOf({ id, version }: DataSourceDto): { location: string; etag: string } {
  return { location: `/api/v1/data-sources/${id}`, etag: etagOf(version) };
}

/** The sources of the principal's organization. A secret that came in never goes out. */
@Injectable()
export class DataSourceService {
  constructor(
    private readonly orm: Orm,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly connections: SourceConnections,
    private readonly mappings: SourceMappings,
    private readonly readings: SourceReadings,
    private readonly manager: DataSourceManager,
    private readonly uploaded: UploadedFiles,
    private readonly leftovers: SourceLeftovers,
  ) {}

  /** Newest first. */
  async list(principal: Principal, query: PageQuery): Promise<Page<DataSourceDto>> {
    const { organizationId } = principal;
    const before = decodeCursor(query.cursor);
    const found = await this.orm.read((em) =>
      em.find(
        DataSource,
        { organizationId, ...(before ? { id: { $lt: before } } : {}) },
        { orderBy: { id: 'desc' }, limit: query.limit + 1 },
      ),
    );
    const lags = await this.readings.lagsOf(found.map(({ id }) => id));
    return toPage(found, query.limit, (source) => this.toDto(source, principal, lags.get(source.id)));
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<DataSourceDto> {
    const source = await this.orm.read((em) => find(em, principal, id));
    return this.toDto(source, principal, await this.lagOf(id));
  }

  /** @throws AppError VALIDATION_FAILED, LIMIT_EXCEEDED, POLICY_VIOLATION, UNKNOWN_REFERENCE */
  async create(principal: Principal, input: CreateDataSourceDto): Promise<DataSourceDto> {
    assertUnrestricted(principal, 'sources');
    const checked = this.connections.check(input.connection);
    if (input.type !== undefined) assertType(input.type, checked.kind);
    const row = { id: newId(), organizationId: principal.organizationId };
    return this.orm.transaction(async (em, tx) => {
      if ((await em.count(DataSource, { organizationId: row.organizationId })) >= MOST_SOURCES)
        throw new AppError('LIMIT_EXCEEDED', `An organization has at most ${MOST_SOURCES} data sources.`);
      await this.uploaded.assertThere(tx, row.organizationId, checked.full);
      const source = em.create(DataSource, {
        ...row,
        name: input.name,
        ...this.stored(checked, row),
        schedule: scheduleOf(input.schedule),
        mapping: this.mappingOf(input.mapping, checked.kind),
        enabled: input.enabled ?? true,
        lastSuccessAt: null,
        lastError: null,
        lastErrorAt: null,
      });
      await em.flush();
      await this.record(tx, principal, source, { action: 'source.created', after: audited(source) });
      await this.tell(tx, source, source.version);
      return this.toDto(source, principal);
    });
  }

  /** All of it anew. @throws AppError as {@link update} */
  replace(
    principal: Principal,
    id: string,
    input: CreateDataSourceDto,
    ifMatch: string | undefined,
  ): Promise<DataSourceDto> {
    const { name, type, connection, schedule = null, mapping = null, enabled = true } = input;
    return this.update(principal, id, { name, type, connection, schedule, mapping, enabled }, ifMatch);
  }

  /**
   * Changes the fields given. Open connectors to what it was are closed, in all processes.
   * @throws AppError as {@link create}; NOT_FOUND, PRECONDITION_FAILED
   */
  async update(
    principal: Principal,
    id: string,
    input: UpdateDataSourceDto,
    ifMatch: string | undefined,
  ): Promise<DataSourceDto> {
    assertUnrestricted(principal, 'sources');
    let forget = async (): Promise<void> => undefined;
    const dto = await this.orm.transaction(async (em, tx) => {
      const source = await find(em, principal, id, LockMode.PESSIMISTIC_WRITE);
      assertIfMatch(ifMatch, source.version);
      const [before, { version, connection }] = [audited(source), source];
      const changed = this.change(source, input);
      await em.flush();
      if (changed.length > 0) {
        await this.uploaded.assertThere(tx, source.organizationId, source.connection);
        forget = await this.uploaded.release(tx, source.organizationId, connection);
      }
      if (source.version !== version) {
        const change = {
          action: 'source.updated',
          before,
          after: audited(source),
          detail: { changed },
        } as const;
        await this.record(tx, principal, source, change);
        await this.tell(tx, source, source.version);
      }
      return this.toDto(source, principal);
    });
    this.manager.changed(id, dto.version);
    await forget();
    dto.lag = (await this.lagOf(id)) ?? null;
    return dto;
  }

  /** Deletes it, and the file that was uploaded for it; points that were made of it stay. @throws AppError NOT_FOUND, PRECONDITION_FAILED, POLICY_VIOLATION */
  async remove(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    assertUnrestricted(principal, 'sources');
    const { forget, left } = await this.orm.transaction(async (em, tx) => {
      const source = await find(em, principal, id, LockMode.PESSIMISTIC_WRITE);
      const { organizationId, kind, connection, secretsSealed } = source;
      assertIfMatch(ifMatch, source.version);
      await this.record(tx, principal, source, { action: 'source.deleted', before: audited(source) });
      await this.tell(tx, source);
      em.remove(source);
      await em.flush();
      return {
        forget: await this.uploaded.release(tx, organizationId, connection),
        left: { id, organizationId, kind, connection, secretsSealed },
      };
    });
    this.manager.changed(id);
    await forget();
    // Nobody waits for a server of somebody else.
    void this.leftovers.remove(left);
  }

  /** @returns the pointers of what changed in the connection, secrets among them */
  private change(source: DataSource, input: UpdateDataSourceDto): string[] {
    let changed: string[] = [];
    const { kind: kindBefore } = source;
    if (input.name !== undefined) source.name = input.name;
    if (input.enabled !== undefined) source.enabled = input.enabled;
    if (input.schedule !== undefined) source.schedule = scheduleOf(input.schedule);
    if (input.connection !== undefined) {
      const checked = this.connections.check(input.connection, source);
      changed = this.connections.changes(source, checked);
      if (changed.length > 0) Object.assign(source, this.stored(checked, source));
    }
    if (input.type !== undefined) assertType(input.type, source);
    if (input.mapping !== undefined) source.mapping = this.mappingOf(input.mapping, source);
    else if (kindBefore !== source.kind) source.mapping = this.mappingOf(source.mapping, source);
    return changed;
  }

  private stored({ kind, shown, secrets }: CheckedConnection, row: { id: string; organizationId: string }) {
    const secretsSealed = this.connections.seal(secrets, row);
    return { type: kind.type, kind: kind.kind, connection: shown, secretsSealed };
  }

  private mappingOf(
    mapping: object | null | undefined,
    { type, kind }: { type: SourceType; kind: string },
  ): object | null {
    if (mapping === null || mapping === undefined) return null;
    const errors = textErrors(mapping, '/mapping');
    if (errors.length > 0)
      throw new AppError('VALIDATION_FAILED', 'mapping has texts that cannot be stored', { errors });
    return this.mappings.check(mapping, { type, kind });
  }

  private async lagOf(id: string): Promise<number | undefined> {
    return (await this.readings.lagsOf([id])).get(id);
  }

  private toDto(source: DataSource, { dataPolicy }: Principal, lag?: number): DataSourceDto {
    const seesAll = Object.keys(dataPolicy).length === 0;
    const { id, name, type, kind, enabled, createdAt, updatedAt, version } = source;
    return {
      id,
      name,
      type,
      kind,
      connection: this.connections.shown(source),
      schedule: source.schedule ?? null,
      mapping: source.mapping ?? null,
      enabled,
      // How much there is beside what a policy lets through.
      lag: (seesAll ? lag : undefined) ?? null,
      lastSuccessAt: source.lastSuccessAt ?? null,
      // It may quote a record.
      lastError: source.lastError ? (seesAll ? source.lastError : UNTOLD) : null,
      lastErrorAt: source.lastErrorAt ?? null,
      createdAt,
      updatedAt,
      version,
    };
  }

  private tell(
    tx: SqlExecutor,
    { id, organizationId }: Pick<DataSource, 'id' | 'organizationId'>,
    version?: number,
  ): Promise<void> {
    const payload = { sourceId: id, version };
    return this.outbox.append(tx, { topic: 'source.changed', subject: id, organizationId, payload });
  }

  private record(
    tx: SqlExecutor,
    principal: Principal,
    { id }: DataSource,
    entry: { action: AuditAction; before?: object; after?: object; detail?: object },
  ): Promise<void> {
    return this.audit.record(tx, principal, { ...entry, subject: { type: 'source', id } });
  }
}

function scheduleOf(schedule: unknown) {
  return schedule === null || schedule === undefined ? null : parseSchedule(schedule);
}

function assertType(given: SourceType, { type, kind }: { type: SourceType; kind: string }): void {
  if (given !== type)
    throw AppError.invalid('/type', `type must be ${type}, which ${kind} is (given: ${given})`);
}

async function find(
  em: EntityManager,
  { organizationId }: Principal,
  id: string,
  lockMode?: LockMode.PESSIMISTIC_WRITE,
): Promise<DataSource> {
  const source = isId(id) ? await em.findOne(DataSource, { id, organizationId }, { lockMode }) : null;
  if (!source) throw AppError.notFound('data source', id);
  return source;
}

/** Connections have addresses and users of somebody's systems: the log names what of them changed. */
function audited({ name, type, kind, schedule, mapping, enabled }: DataSource): object {
  return { name, type, kind, schedule, mapping, enabled };
}
