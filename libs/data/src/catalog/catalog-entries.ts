import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@app/auth';
import { Cache } from '@app/cache';
import { Database, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import { AppConfig, AppError, assertIfMatch, type Page } from '@app/platform';
import { INGEST_LIMITS } from '../ingest/ingest-limits';
import { makeRoom, MetricLimitError } from '../ingest/metric-room';
import { metricNameProblem } from '../ingest/point-names';
import { MetricSourceCheck } from '../pushdown/check-metric-source';
import type { Aggregation } from '../query/metric-query';
import { Catalog } from './catalog';
import type { CatalogMetric } from './catalog-metric';
import { type DimensionValues, dimensionValues } from './dimension-values';
import { type KeptOfMetric, keptRollups } from './kept-rollups';
import { MappedValues } from './mapped-values';
import { assertMayMap, assertUnstored, readSource, type ShownSource, shownSource } from './mapped-metric';
import { METRIC_COLUMNS, type MetricRow, toCatalogMetric } from './metric-row';
import { pinRollups, readPinned } from './pin-rollups';

const VALUES_SHOWN = 100;

/** A metric as the catalogue shows it to a principal: with the dimension values that its data policy lets through. */
export interface CatalogEntry extends Omit<CatalogMetric, 'id' | 'dimensions' | 'source'>, KeptOfMetric {
  dimensions: DimensionValues[];
  source: ShownSource | null;
}

/** What a client may say of a metric; null and absent clear it. */
export interface CatalogEntryChange {
  unit?: string | null;
  description?: string | null;
  defaultAggregation?: Aggregation | null;
  /** Whole days; absent and null keep points for ever. */
  retentionDays?: number | null;
  /** Groupings to keep rollups for beside those that are kept by themselves. */
  rollups?: readonly (readonly unknown[])[] | null;
  /** Where its points are; absent and null: they are stored here. */
  source?: unknown;
}

/** The catalogue as clients read and write it. */
@Injectable()
export class CatalogEntries {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly catalog: Catalog,
    private readonly cache: Cache,
    private readonly audit: AuditLog,
    private readonly sources: MetricSourceCheck,
    private readonly mapped: MappedValues,
    private readonly config: AppConfig,
  ) {}

  /** By name. Metrics that lack a dimension of the principal's data policy are left out. @throws AppError 400 for a bad cursor */
  async page(
    principal: Principal,
    query: { limit: number; cursor?: string; search?: string },
  ): Promise<Page<CatalogEntry>> {
    const { rows } = await this.database.query<MetricRow>(
      `SELECT ${METRIC_COLUMNS} FROM metrics.metric
       WHERE organization_id = $1 AND dimensions @> $2::text[] AND ($3::text IS NULL OR name COLLATE "C" > $3)
         AND ($4::text IS NULL OR position(lower($4) IN lower(name)) > 0 OR position(lower($4) IN lower(description)) > 0)
       ORDER BY name COLLATE "C" LIMIT $5`,
      [
        principal.organizationId,
        Object.keys(principal.dataPolicy),
        nameOf(query.cursor),
        query.search ?? null,
        query.limit + 1,
      ],
    );
    const metrics = rows.slice(0, query.limit).map(toCatalogMetric);
    const last = metrics.at(-1);
    const nextCursor =
      rows.length > query.limit && last ? Buffer.from(last.name).toString('base64url') : null;
    return { data: await this.describe(principal, metrics), page: { limit: query.limit, nextCursor } };
  }

  /** @throws AppError 404 */
  async get(principal: Principal, name: string): Promise<CatalogEntry> {
    const possible = metricNameProblem(name, INGEST_LIMITS.metricNameLength) === undefined;
    const metric = possible ? await this.read(this.database, principal, name) : undefined;
    if (!metric || !visible(metric, principal)) throw AppError.notFound('metric', name);
    return this.only(principal, metric);
  }

  /**
   * Replaces what is said of a metric; one that does not exist yet is created.
   * @throws AppError 400 for a name that no metric can have, 403 POLICY_VIOLATION when a principal with a data policy
   *   would create a metric, or one that it cannot see, or shorten its retention, 403 INSUFFICIENT_PERMISSIONS for a
   *   shorter retention without `data:delete`, or a source without `source:write`, 409 CONFLICT for a source of a metric that has points, 412
   *   for a stale `ifMatch`, 422 UNKNOWN_DIMENSION in a rollup, 422 UNKNOWN_REFERENCE for a source that does not fit, 429 SERIES_LIMIT when the
   *   organization has as many metrics as it may have
   */
  async put(
    principal: Principal,
    name: string,
    change: CatalogEntryChange,
    ifMatch?: string,
  ): Promise<{ entry: CatalogEntry; created: boolean }> {
    const problem = metricNameProblem(name, INGEST_LIMITS.metricNameLength);
    if (problem) throw AppError.invalid('/metric', problem);
    const pinned = readPinned(change.rollups ?? []);
    const source = readSource(change);
    if (source) {
      assertMayMap(principal);
      await this.sources.check(principal.organizationId, source);
    }
    const result = await this.database.transaction(async (tx) => {
      const created = await this.createIfAbsent(tx, principal, name);
      // Before the row's lock, as who makes series takes them.
      await lockByName(tx, principal, name);
      const before = await this.read(tx, principal, name, 'FOR UPDATE');
      if (!before || !(created || visible(before, principal))) throw AppError.notFound('metric', name);
      // A client that names a version of what does not exist has missed that it was removed.
      assertIfMatch(ifMatch, created ? 0 : before.version);
      assertMayForget(principal, before, change.retentionDays ?? null);
      if (before.source && !source) assertMayMap(principal);
      if (source) await assertUnstored(tx, before);
      const { rows } = await tx.query<MetricRow>(
        `UPDATE metrics.metric SET unit = $1, description = $2, default_aggregation = $3, retention_days = $4,
           source = $5, dimensions = CASE WHEN $5::jsonb IS NULL AND source IS NULL THEN dimensions ELSE $6 END,
           updated_at = now(), version = version + $7 WHERE id = $8 RETURNING ${METRIC_COLUMNS}`,
        [
          change.unit ?? null,
          change.description ?? null,
          change.defaultAggregation ?? null,
          change.retentionDays ?? null,
          source && JSON.stringify(source),
          Object.keys(source?.dimensions ?? {}).toSorted(),
          created ? 0 : 1,
          before.id,
        ],
      );
      const metric = toCatalogMetric(rows[0] as MetricRow);
      await pinRollups(tx, metric, pinned);
      await this.audit.record(tx, principal, {
        action: created ? 'metric.created' : 'metric.changed',
        subject: { type: 'metric', id: name },
        ...(created ? {} : { before: audited(before) }),
        after: { ...audited(metric), rollups: pinned },
      });
      await this.outbox.append(tx, {
        topic: 'catalog.changed',
        subject: String(metric.id),
        organizationId: principal.organizationId,
        payload: { metricId: metric.id, metric: name },
      });
      return { metric, created };
    });
    this.catalog.forget(principal.organizationId);
    await this.cache.invalidateTags([`catalog:${principal.organizationId}`]);
    this.wake.poke();
    return { entry: await this.only(principal, result.metric), created: result.created };
  }

  private async createIfAbsent(tx: SqlExecutor, principal: Principal, name: string): Promise<boolean> {
    const existing = await this.read(tx, principal, name);
    if (existing && visible(existing, principal)) return false;
    // The same for one that is hidden, so that nobody can tell that there is such a metric.
    if (Object.keys(principal.dataPolicy).length > 0) {
      throw new AppError(
        'POLICY_VIOLATION',
        'Your data policy would hide a new metric from you; store points for it instead.',
      );
    }
    const most = this.config.metricsPerOrganization;
    await makeRoom(tx, principal.organizationId, [name], most).catch((error: unknown) => {
      throw error instanceof MetricLimitError ? error.at('/metric') : error;
    });
    const { rows } = await tx.query(
      'INSERT INTO metrics.metric (organization_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id',
      [principal.organizationId, name],
    );
    return rows.length > 0;
  }

  private async read(
    executor: SqlExecutor,
    principal: Principal,
    name: string,
    lock: '' | 'FOR UPDATE' = '',
  ): Promise<CatalogMetric | undefined> {
    const { rows } = await executor.query<MetricRow>(
      `SELECT ${METRIC_COLUMNS} FROM metrics.metric WHERE organization_id = $1 AND name = $2 ${lock}`,
      [principal.organizationId, name],
    );
    return rows[0] && toCatalogMetric(rows[0]);
  }

  private async only(principal: Principal, metric: CatalogMetric): Promise<CatalogEntry> {
    const [entry] = await this.describe(principal, [metric]);
    return entry as CatalogEntry;
  }

  private async describe(principal: Principal, metrics: CatalogMetric[]): Promise<CatalogEntry[]> {
    const ids = metrics.map(({ id }) => id);
    const stored = metrics.flatMap(({ id, source }) => (source ? [] : [id]));
    const [values, mapped] = await Promise.all([
      stored.length > 0
        ? dimensionValues(this.database, stored, principal.dataPolicy, VALUES_SHOWN)
        : undefined,
      this.mapped.of(principal, metrics, VALUES_SHOWN),
    ]);
    const kept = await keptRollups(this.database, ids);
    return metrics.map(({ id, dimensions, source, ...entry }) => ({
      ...entry,
      source: source && shownSource(principal, source),
      ...(kept.get(id) ?? { pointsFrom: null, rollups: [] }),
      dimensions: dimensions.map((name) => ({
        name,
        // What a source does not tell in time is not known, which is not the same as none.
        ...((source ? mapped.get(id) : values?.get(id))?.get(name) ?? {
          values: [],
          truncated: source !== null,
        }),
      })),
    }));
  }
}

function audited({ unit, description, defaultAggregation, retentionDays, source }: CatalogMetric): object {
  return { unit, description, defaultAggregation, retentionDays, source };
}

/** A retention deletes points, of everybody. Keeping them longer or for ever deletes none. */
function assertMayForget(principal: Principal, before: CatalogMetric, days: number | null): void {
  if (days === null || (before.retentionDays !== null && days >= before.retentionDays)) return;
  if (!principal.permissions.has('data:delete')) {
    throw new AppError('INSUFFICIENT_PERMISSIONS', 'retentionDays deletes points, which needs data:delete.');
  }
  if (Object.keys(principal.dataPolicy).length > 0) {
    throw new AppError('POLICY_VIOLATION', 'retentionDays would delete points that your data policy hides.');
  }
}

async function lockByName(tx: SqlExecutor, principal: Principal, name: string): Promise<void> {
  await tx.query(
    'SELECT pg_advisory_xact_lock(id) FROM metrics.metric WHERE organization_id = $1 AND name = $2',
    [principal.organizationId, name],
  );
}

function visible(metric: CatalogMetric, principal: Principal): boolean {
  return Object.keys(principal.dataPolicy).every((dimension) => metric.dimensions.includes(dimension));
}

function nameOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const name = Buffer.from(cursor, 'base64url').toString('utf8');
  if (metricNameProblem(name, INGEST_LIMITS.metricNameLength)) {
    throw AppError.invalid(
      '/cursor',
      `cursor must be the nextCursor of an earlier page (given: ${JSON.stringify(cursor)})`,
    );
  }
  return name;
}
