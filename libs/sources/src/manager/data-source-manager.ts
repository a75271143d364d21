import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { Database, EventBroadcast } from '@app/database';
import { AppConfig, AppError, Clock, isId, Lifecycle, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import type { Connector, SourceType } from '../connector';
import type { Connection } from '../connector-kind';
import { SourceConnections } from '../source/source-connections';
import { OwnLimitError, SourceError } from '../source-error';
import { BackOff } from './back-off';
import { ConnectorOpener } from './connector-opener';
import { evenly } from './even-time';
import { OpenConnector } from './open-connector';
import { SourceStatus } from './source-status';

const IDLE_MS = 5 * 60_000;
const SWEEP_MS = 30_000;
/** A source that answers is noted as such no more often. */
const NOTE_MS = 60_000;
const MOST_HEALTHS = 1_000;

/** What work with a connector is told of the source. */
export interface UsedSource {
  id: string;
  organizationId: string;
  name: string;
  type: SourceType;
  kind: string;
  version: number;
  enabled: boolean;
  mapping: object | null;
  /** Aborted when the source was changed or deleted, or this process stops: long work ends soon; 10 s later its connector is closed. */
  ending: AbortSignal;
}

export interface RunOptions {
  /** Also where it is switched off, and where it has failed a moment ago. For whoever looks why it fails. */
  insist?: boolean;
}

/** How a source has done in this process. */
export interface SourceHealth {
  state: 'unknown' | 'ok' | 'failing';
  lastOkAt: Date | null;
  lastError: { reason: string; message: string; at: Date } | null;
}

interface Row {
  id: string;
  organizationId: string;
  name: string;
  type: SourceType;
  kind: string;
  connection: Connection;
  secretsSealed: string | null;
  mapping: object | null;
  enabled: boolean;
  version: number;
}

interface Health extends SourceHealth {
  backOff: BackOff;
  notedAt: number;
}

/**
 * The one way to a source. Opens its connector when somebody works with it, one for each source and process; closes it when
 * nobody has worked with it for five minutes, when the source was changed, by whichever process, and when the process stops.
 */
@Injectable()
export class DataSourceManager implements OnModuleDestroy, OnApplicationShutdown {
  private readonly opened = new Map<string, OpenConnector>();
  /** Those that no new work comes to. */
  private readonly retired = new Set<OpenConnector>();
  private readonly healths = new Map<string, Health>();
  private readonly failures = new Map<string, number>();
  private readonly timer = setInterval(() => void this.sweep(), SWEEP_MS).unref();
  private readonly endings: (() => void)[];
  private closed = false;

  constructor(
    private readonly database: Database,
    private readonly connections: SourceConnections,
    private readonly opener: ConnectorOpener,
    private readonly status: SourceStatus,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    events: EventBroadcast,
    lifecycle: Lifecycle,
  ) {
    this.endings = [
      events.subscribe('source.changed', ({ payload: { sourceId, version } }) =>
        this.changed(sourceId, version),
      ),
      events.onGap(() => void this.sweep()),
    ];
    lifecycle.onClosing(() => this.onModuleDestroy());
  }

  /**
   * Works with a source of an organization. Who calls has made sure that the principal may: this looks at the organization alone.
   * @param work must not use the connector after it has ended
   * @throws AppError NOT_FOUND; CONFLICT where it is switched off or has to be set up again; SHUTTING_DOWN
   * @throws SourceError what the work does; while the source is down the same at once; busy when too many sources are open
   */
  async run<T>(
    { organizationId }: { organizationId: string },
    sourceId: string,
    work: (connector: Connector, source: UsedSource) => Promise<T>,
    { insist = false }: RunOptions = {},
  ): Promise<T> {
    const row = await this.find(organizationId, sourceId);
    if (!row.enabled && !insist)
      throw new AppError('CONFLICT', `The data source ${JSON.stringify(row.name)} is switched off.`);
    const health = this.healthOf(sourceId);
    const known = health.backOff.error;
    if (known && !insist) throw known;
    const opened = this.open(row);
    const { id, name, type, kind, version, enabled, mapping } = row;
    const used = { id, organizationId, name, type, kind, version, enabled, mapping, ending: opened.ending };
    try {
      // Neither an unknown name nor a closed port may be told apart by the time that they take.
      const result = await evenly(opened.use((connector) => work(connector, used)));
      await this.noteSuccess(row, health);
      return result;
    } catch (error) {
      if (error instanceof SourceError) await this.noteFailure(row, health, opened, error);
      throw error;
    }
  }

  health(sourceId: string): SourceHealth {
    const { state, lastOkAt, lastError } = this.healths.get(sourceId) ?? newHealth(this.now);
    return { state, lastOkAt, lastError };
  }

  /** The source is of this version now, or gone: what was opened for an older one is closed, and it may be tried at once. */
  changed(sourceId: string, version = Infinity): void {
    const opened = this.opened.get(sourceId);
    if (opened && opened.version >= version) return;
    this.healths.delete(sourceId);
    if (opened) this.retire(opened);
  }

  /** How many connectors are open, and how often each kind has failed since the start, by reason. */
  stats(): { open: Record<string, number>; failures: { kind: string; reason: string; count: number }[] } {
    const open: Record<string, number> = {};
    for (const { kind } of [...this.opened.values(), ...this.retired]) open[kind] = (open[kind] ?? 0) + 1;
    const failures = [...this.failures].map(([key, count]) => {
      const [kind = '', reason = ''] = key.split(' ');
      return { kind, reason, count };
    });
    return { open, failures };
  }

  /** Closes what nobody uses, and what was changed without this process hearing of it. Called every 30 s. */
  async sweep(): Promise<void> {
    const now = this.now();
    for (const each of this.opened.values())
      if (each.isIdle && now - each.lastUsedAt >= IDLE_MS) this.retire(each);
    if (this.opened.size === 0) return;
    try {
      const { rows } = await this.database.query<{ id: string; version: number }>(
        'SELECT id, version FROM data_source WHERE id = ANY($1)',
        [[...this.opened.keys()]],
      );
      const versions = new Map(rows.map(({ id, version }) => [id, version]));
      for (const each of this.opened.values())
        if ((versions.get(each.sourceId) ?? Infinity) > each.version) this.retire(each);
    } catch (error) {
      this.logger.warn({ err: error }, 'open sources could not be compared with what is stored');
    }
  }

  /** Work is told to end; there is still time for it. */
  onModuleDestroy(): void {
    clearInterval(this.timer);
    for (const end of this.endings.splice(0)) end();
    for (const each of this.opened.values()) this.retire(each);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.opened.values(), ...this.retired].map((each) => each.close()));
  }

  private readonly now = (): number => this.clock.now().getTime();

  private async find(organizationId: string, sourceId: string): Promise<Row> {
    if (this.closed) throw new AppError('SHUTTING_DOWN', 'This process is stopping.');
    const { rows } = isId(sourceId)
      ? await this.database.query<Row>(
          `SELECT id, organization_id AS "organizationId", name, type, kind, connection, secrets_sealed AS "secretsSealed", mapping,
             enabled, version
           FROM data_source WHERE id = $1 AND organization_id = $2`,
          [sourceId, organizationId],
        )
      : { rows: [] };
    if (!rows[0]) throw AppError.notFound('data source', sourceId);
    return rows[0];
  }

  /** Without waiting for anything: two that ask at once get the same. */
  private open(row: Row): OpenConnector {
    const found = this.opened.get(row.id);
    // A row that was read before another's change is no reason to go back to the old one.
    if (found && found.version >= row.version && !found.ending.aborted) return found;
    const { kind, full } = this.connections.open(row);
    if (found) this.retire(found);
    this.makeRoom();
    const connector = this.opener.open(kind, full, row);
    const opened = new OpenConnector(row.id, row.version, row.kind, connector, this.now, {
      failed: (error) =>
        this.logger.warn({ err: error, sourceId: row.id, kind: row.kind }, 'a source could not be closed'),
      closed: (each) => this.retired.delete(each),
    });
    this.opened.set(row.id, opened);
    return opened;
  }

  private makeRoom(): void {
    const most = this.config.sourcesOpenMax;
    if (this.opened.size + this.retired.size < most) return;
    const idle = [...this.opened.values()].filter((each) => each.isIdle);
    const [oldest] = idle.toSorted((a, b) => a.lastUsedAt - b.lastUsedAt);
    if (!oldest)
      throw new OwnLimitError(`This process has ${most} sources open, and all of them are at work.`);
    this.retire(oldest);
  }

  private retire(opened: OpenConnector): void {
    if (this.opened.get(opened.sourceId) === opened) this.opened.delete(opened.sourceId);
    this.retired.add(opened);
    opened.retire();
  }

  private healthOf(sourceId: string): Health {
    let health = this.healths.get(sourceId);
    if (!health) {
      const [oldest] = this.healths.keys();
      if (this.healths.size >= MOST_HEALTHS && oldest !== undefined) this.healths.delete(oldest);
      this.healths.set(sourceId, (health = newHealth(this.now)));
    }
    return health;
  }

  private async noteSuccess({ id }: Row, health: Health): Promise<void> {
    const [wasOk, now] = [health.state === 'ok', this.now()];
    health.backOff.succeeded();
    Object.assign(health, { state: 'ok', lastOkAt: new Date(now) });
    if (wasOk && now - health.notedAt < NOTE_MS) return;
    health.notedAt = now;
    await this.status.succeeded(id);
  }

  private async noteFailure(
    row: Row,
    health: Health,
    opened: OpenConnector,
    error: SourceError,
  ): Promise<void> {
    const key = `${row.kind} ${error.reason}`;
    this.failures.set(key, (this.failures.get(key) ?? 0) + 1);
    // The next one who asks gets a new connection.
    if (error.reason === 'broken') this.retire(opened);
    if (!health.backOff.failed(error) && error.reason !== 'broken') return;
    const isNew = health.state !== 'failing' || health.lastError?.message !== error.message;
    const { reason, message } = error;
    Object.assign(health, { state: 'failing', lastError: { reason, message, at: this.clock.now() } });
    if (!isNew) return;
    this.logger.warn({ err: error, sourceId: row.id, kind: row.kind, reason }, 'a source failed');
    await this.status.failed(row.id, message);
  }
}

function newHealth(now: () => number): Health {
  return { state: 'unknown', lastOkAt: null, lastError: null, backOff: new BackOff(now), notedAt: 0 };
}
