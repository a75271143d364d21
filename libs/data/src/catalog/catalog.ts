import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Database } from '@app/database';
import { Clock } from '@app/platform';
import type { CatalogMetric } from './catalog-metric';
import { METRIC_COLUMNS, type MetricRow, toCatalogMetric } from './metric-row';

const MAX_AGE_MS = 1_000;
const MAX_ORGANIZATIONS = 200;
const MAX_METRICS = 2_000;

interface Entry {
  metric: CatalogMetric;
  loadedAt: number;
}

/**
 * Which metrics an organization has. Reads are cached in the process for at most a second; what the cache does not know
 * is looked up in the database, so a metric that another process has just created is found at once.
 */
@Injectable()
export class Catalog {
  private readonly cache = new Map<string, Map<string, Entry>>();
  private readonly loading = new Map<string, Promise<CatalogMetric[]>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The metrics of the principal's organization among `names`; a name that is missing from the answer does not exist.
   * @param options.fresh read the database whatever the cache has: use it before calling a dimension unknown
   */
  async find(
    principal: Principal,
    names: readonly string[],
    options: { fresh?: boolean } = {},
  ): Promise<Map<string, CatalogMetric>> {
    const entries = this.entriesOf(principal.organizationId);
    const oldest = options.fresh ? Infinity : this.clock.now().getTime() - MAX_AGE_MS;
    const found = new Map<string, CatalogMetric>();
    const missing: string[] = [];
    for (const name of new Set(names)) {
      const entry = entries.get(name);
      if (entry && entry.loadedAt >= oldest) found.set(name, entry.metric);
      else missing.push(name);
    }
    if (missing.length === 0) return found;
    const loaded = options.fresh
      ? await this.load(principal.organizationId, missing)
      : await this.loadOnce(principal.organizationId, missing);
    for (const metric of loaded) found.set(metric.name, metric);
    return found;
  }

  /**
   * The first `limit` metrics, by name, that the principal can see: one that lacks a dimension of the principal's data
   * policy would answer nothing and is left out. Always read from the database.
   */
  async list(principal: Principal, options: { limit: number }): Promise<CatalogMetric[]> {
    const { rows } = await this.database.query<MetricRow>(
      `SELECT ${METRIC_COLUMNS} FROM metrics.metric WHERE organization_id = $1 AND dimensions @> $2::text[]
       ORDER BY name COLLATE "C" LIMIT $3`,
      [principal.organizationId, Object.keys(principal.dataPolicy), options.limit],
    );
    return rows.map(toCatalogMetric);
  }

  /** Forgets what is cached of an organization; call it after a change was committed. */
  forget(organizationId: string): void {
    this.cache.delete(organizationId);
    this.loading.clear();
  }

  /** One statement for all who miss the same names at the same time. */
  private loadOnce(organizationId: string, names: string[]): Promise<CatalogMetric[]> {
    const key = JSON.stringify([organizationId, names]);
    const running = this.loading.get(key);
    if (running) return running;
    const load = this.load(organizationId, names).finally(() => {
      if (this.loading.get(key) === load) this.loading.delete(key);
    });
    this.loading.set(key, load);
    return load;
  }

  private async load(organizationId: string, names: string[]): Promise<CatalogMetric[]> {
    // Taken before the statement, so that an entry is never thought younger than its snapshot.
    const loadedAt = this.clock.now().getTime();
    const entries = this.entriesOf(organizationId);
    const { rows } = await this.database.query<MetricRow>(
      `SELECT ${METRIC_COLUMNS} FROM metrics.metric WHERE organization_id = $1 AND name = ANY($2)`,
      [organizationId, names],
    );
    const metrics = rows.map(toCatalogMetric);
    for (const name of names) entries.delete(name);
    if (entries.size + metrics.length > MAX_METRICS) entries.clear();
    for (const metric of metrics) entries.set(metric.name, { metric, loadedAt });
    return metrics;
  }

  private entriesOf(organizationId: string): Map<string, Entry> {
    let entries = this.cache.get(organizationId);
    if (!entries) {
      if (this.cache.size >= MAX_ORGANIZATIONS) this.cache.clear();
      entries = new Map();
      this.cache.set(organizationId, entries);
    }
    return entries;
  }
}
