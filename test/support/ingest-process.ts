import { AuditLog, PERMISSIONS, type Principal, systemPrincipal } from '@app/auth';
import { type Cache, createCache, InProcessTransport } from '@app/cache';
import { Catalog, CatalogEntries, IngestService } from '@app/data';
import { Database, Outbox, OutboxWake } from '@app/database';
import { type AppConfig, type Clock, createLogger, newId, SystemClock } from '@app/platform';
// Deep imports: a second process in the same test needs the parts of IngestService with caches of their own.
import { MappedValues } from '../../libs/data/src/catalog/mapped-values';
import { PointDeletions } from '../../libs/data/src/deletion/point-deletions';
import { Partitions } from '../../libs/data/src/ingest/partitions';
import { PointWriter } from '../../libs/data/src/ingest/point-writer';
import { SeriesRegistry } from '../../libs/data/src/ingest/series-registry';
import { MetricSourceCheck } from '../../libs/data/src/pushdown/check-metric-source';
import { SourceMetricStore } from '../../libs/data/src/pushdown/source-metric-store';
import { Retention } from '../../libs/data/src/retention/retention';
import { RollupWorker } from '../../libs/data/src/rollup/rollup-worker';

const NO_SOURCES = { withConnector: (): Promise<never> => Promise.reject(new Error('There are no sources')) };

/** Ingest as one process has it: a pool, caches and queues of its own. */
export interface IngestProcess {
  database: Database;
  catalog: Catalog;
  entries: CatalogEntries;
  ingest: IngestService;
  registry: SeriesRegistry;
  partitions: Partitions;
  writer: PointWriter;
  deletions: PointDeletions;
  retention: Retention;
  worker: RollupWorker;
  cache: Cache;
  close(): Promise<void>;
}

/** Starts ingest on a database without the rest of an application. */
export function anIngestProcess(
  databaseUrl: string,
  options: { clock?: Clock; outbox?: Outbox; cache?: Cache; metricsPerOrganization?: number } = {},
): IngestProcess {
  const { metricsPerOrganization = 10_000 } = options;
  const config = { databaseUrl, metricsPerOrganization } as AppConfig;
  const limits = {
    statements: 8,
    entities: 4,
    statementTimeoutMs: 0,
    lockTimeoutMs: 0,
    idleInTransactionMs: 0,
  };
  const clock = options.clock ?? new SystemClock();
  const outbox = options.outbox ?? new Outbox();
  const logger = createLogger({ name: 'api', level: 'silent' });
  const database = new Database(config, logger, limits);
  const wake = new OutboxWake(database, logger);
  const catalog = new Catalog(database, clock);
  const parts = { memoryBytes: 1_048_576, transport: new InProcessTransport() };
  const cache = options.cache ?? createCache(parts, logger).cache;
  const registry = new SeriesRegistry(database, outbox, wake, catalog, cache, config);
  const audit = new AuditLog(clock);
  const entries = new CatalogEntries(
    database,
    outbox,
    wake,
    catalog,
    cache,
    audit,
    new MetricSourceCheck(NO_SOURCES),
    new MappedValues(new SourceMetricStore(NO_SOURCES), cache, clock, logger),
    config,
  );
  const partitions = new Partitions(database);
  const writer = new PointWriter(database, wake, cache);
  const ingest = new IngestService(registry, partitions, writer, clock);
  const deletions = new PointDeletions(database, outbox, wake, catalog, cache, audit, logger);
  const retention = new Retention(database, cache, clock);
  const worker = new RollupWorker(database, cache, clock, logger);
  const close = async (): Promise<void> => {
    wake.onApplicationShutdown();
    await database.onApplicationShutdown();
  };
  return {
    database,
    catalog,
    entries,
    ingest,
    registry,
    partitions,
    writer,
    deletions,
    retention,
    worker,
    cache,
    close,
  };
}

/** A new organization and someone who may do everything in it. */
export async function anOrganization(database: Database): Promise<Principal> {
  const id = newId();
  await database.query(
    'INSERT INTO organization (id, name, created_at, updated_at) VALUES ($1, $2, now(), now())',
    [id, `organization ${id}`],
  );
  return systemPrincipal('test', id, PERMISSIONS);
}
