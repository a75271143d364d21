import {
  type MetricSource,
  MetricStore,
  type PointInput,
  type StoreAnswer,
  type StoreOptions,
  type StorePlan,
} from '@app/data';
import { DIMENSIONS } from '../../integration/metric-store.plans';
import { RoutedMetricStore } from '../../../libs/data/src/pushdown/routing/routed-metric-store';
import { SourceMetricStore } from '../../../libs/data/src/pushdown/source-metric-store';
import type { SqlEngine } from './sql-engine';

const SOURCE = '01900000-0000-7000-8000-000000000001';
const ORGANIZATION = '01900000-0000-7000-8000-000000000002';
const TABLE: Readonly<Record<SqlEngine['connector']['dialect'], (columns: readonly string[]) => string>> = {
  postgresql: (columns) =>
    `CREATE TABLE point (metric text, "occurred at" timestamptz, value float8, ${columns.map((name) => `"${name}" text`).join(', ')})`,
  duckdb: (columns) =>
    `CREATE TABLE point (metric VARCHAR, "occurred at" TIMESTAMP, value DOUBLE, ${columns.map((name) => `"${name}" VARCHAR`).join(', ')})`,
  mysql: (columns) =>
    `CREATE TABLE point (metric varchar(100), \`occurred at\` datetime(3), value double, ${columns.map((name) => `\`${name}\` varchar(100)`).join(', ')}) CHARACTER SET utf8mb4`,
  clickhouse: (columns) =>
    `CREATE TABLE point (metric String, \`occurred at\` DateTime64(3, 'UTC'), value Float64, ${columns.map((name) => `\`${name}\` Nullable(String)`).join(', ')}) ENGINE = MergeTree ORDER BY \`occurred at\``,
};

/** A store whose metrics are mapped onto one table of an engine, each in another of the ways in which that can be done. */
export class MappedStore extends MetricStore {
  readonly organizationId = ORGANIZATION;
  private readonly columns = [...DIMENSIONS, 'v'];
  private readonly metrics = new Map<number, MetricSource>();
  private readonly store: MetricStore;

  private constructor(private readonly engine: SqlEngine) {
    super();
    const sources = new SourceMetricStore({
      withConnector: (_organization, _source, work) => work(engine.connector),
    });
    this.store = new RoutedMetricStore(new EmptyStore(), sources);
  }

  static async create(engine: SqlEngine): Promise<MappedStore> {
    const store = new MappedStore(engine);
    await engine.run(TABLE[engine.connector.dialect](store.columns));
    return store;
  }

  async write(points: readonly PointInput[]): Promise<Map<string, number>> {
    const rows = points.map(({ metric, timestamp = '', value, dimensions }) => {
      const at = timestamp.replace('T', ' ').replace('Z', '');
      const own = this.columns.map((name) => literal(dimensions?.[name]));
      return `(${[literal(metric), literal(at), this.double(value), ...own].join(', ')})`;
    });
    await this.engine.run(`INSERT INTO point VALUES ${rows.join(', ')}`);
    const names = [...new Set(points.map(({ metric }) => metric))];
    return new Map(
      names.map((name, index) => {
        const id = this.metrics.size + 1;
        this.metrics.set(id, this.sourceOf(name, index));
        return [name, id];
      }),
    );
  }

  override execute(plan: StorePlan, options: StoreOptions): Promise<StoreAnswer> {
    const isOwn = plan.organizationId === ORGANIZATION;
    const measures = plan.measures.map((measure) => {
      const source = isOwn ? this.metrics.get(measure.metricId) : undefined;
      return { ...measure, ...(source && { source }) };
    });
    return this.store.execute({ ...plan, measures }, options);
  }

  override stream(): Promise<never> {
    throw new Error('Not asked of this store');
  }

  override points(): Promise<never> {
    throw new Error('Not asked of this store');
  }

  override explain(): Promise<never> {
    throw new Error('Not asked of this store');
  }

  private sourceOf(metric: string, index: number): MetricSource {
    const common = {
      sourceId: SOURCE,
      time: 'occurred at',
      dimensions: Object.fromEntries(this.columns.map((name) => [name, name])),
      timezone: 'UTC',
      maxAgeSeconds: 60,
    };
    if (index % 2 === 0)
      return { ...common, table: { name: 'point' }, value: `case when metric = '${metric}' then value end` };
    return { ...common, sql: `SELECT * FROM point WHERE metric = '${metric}'`, value: 'value' };
  }

  private double(value: number): string {
    return this.engine.connector.dialect === 'mysql' ? `${value}e0`.replace(/e(.*)e0$/, 'e$1') : `'${value}'`;
  }
}

/** What is not mapped has no points. */
class EmptyStore extends MetricStore {
  override execute(): Promise<StoreAnswer> {
    return Promise.resolve({ rows: [], source: 'raw', approximate: false });
  }

  override stream(): Promise<never> {
    throw new Error('Not asked of this store');
  }

  override points(): Promise<never> {
    throw new Error('Not asked of this store');
  }

  override explain(): Promise<never> {
    throw new Error('Not asked of this store');
  }
}

function literal(text: string | null | undefined): string {
  return text === undefined || text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`;
}
