import type { QueryConnector } from '@app/sources';
import {
  type MetricSource,
  MetricStore,
  type PointInput,
  type StoreAnswer,
  type StoreOptions,
  type StorePlan,
} from '@app/data';
import type {
  DimensionValuesPlan,
  KnownValues,
} from '../../../libs/data/src/pushdown/compile/compile-dimension-values';
import type { StoreExplanation } from '../../../libs/data/src/store/explain/store-explanation';
import type { ExplainOptions } from '../../../libs/data/src/store/metric-store';
import { RoutedMetricStore } from '../../../libs/data/src/pushdown/routing/routed-metric-store';
import { SourceMetricStore } from '../../../libs/data/src/pushdown/source-metric-store';
import { DIMENSIONS } from '../../integration/metric-store.plans';
import type { SqlEngine } from './sql-engine';

const ORGANIZATION = '01900000-0000-7000-8000-000000000002';
/** India's clock has shown 5:30 more than UTC ever since there are points. */
const ZONE = { name: 'Asia/Kolkata', ms: 19_800_000 };
const COLUMNS = [...DIMENSIONS, 'v'];

/** A table whose names need quotes, with the time as an instant and as a clock shows it. */
const TABLES: Readonly<Record<SqlEngine['connector']['dialect'], string>> = {
  postgresql: `"occurred at" timestamptz, wall timestamp, value float8, ${list('"', 'text')}`,
  duckdb: '',
  mysql: `\`occurred at\` datetime(3), wall datetime(3), value double, ${list('`', 'varchar(100)')}`,
  clickhouse: `\`occurred at\` DateTime64(3, 'UTC'), wall DateTime64(3, 'UTC'), value Float64, ${list('`', 'Nullable(String)')}`,
};
const ENDINGS = {
  postgresql: '',
  duckdb: '',
  mysql: 'CHARACTER SET utf8mb4',
  clickhouse: 'ENGINE = MergeTree ORDER BY wall',
};

/**
 * A store whose metrics are mapped onto tables of engines: the nth of each test onto the nth engine, and each in another of the ways in which
 * that can be done.
 */
export class MappedStore extends MetricStore {
  readonly organizationId = ORGANIZATION;
  private readonly metrics = new Map<number, MetricSource>();
  private readonly connectors: QueryConnector[];
  private readonly store: MetricStore;
  private readonly sources: SourceMetricStore;

  private constructor(private readonly engines: readonly SqlEngine[]) {
    super();
    this.connectors = engines.map(({ connector }) => connector);
    this.sources = new SourceMetricStore({
      withConnector: (_organization, source, work) => work(this.connectors[Number(source)] as QueryConnector),
    });
    this.store = new RoutedMetricStore(new EmptyStore(), this.sources);
  }

  static async create(...engines: SqlEngine[]): Promise<MappedStore> {
    for (const engine of engines) {
      const { connector, file } = engine;
      // Each writing is a file of its own.
      if (file) continue;
      const type = connector.dialect === 'clickhouse' ? 'String' : 'varchar(100)';
      await engine.run(
        `CREATE TABLE ${tableOf(engine)} (metric ${type}, ${TABLES[connector.dialect]}) ${ENDINGS[connector.dialect]}`,
      );
      await engine.permit?.(tableOf(engine));
    }
    return new MappedStore(engines);
  }

  /** Metrics are told apart by the order in which they first come. */
  async write(points: readonly PointInput[]): Promise<Map<string, number>> {
    const names = [...new Set(points.map(({ metric }) => metric))];
    const sources = this.engines.map((_, place) => place);
    for (const [place, engine] of this.engines.entries()) {
      const own = points.filter(({ metric }) => names.indexOf(metric) % this.engines.length === place);
      const rows = own.map(({ metric, timestamp = '', value, dimensions }) => {
        const at = Date.parse(timestamp);
        const times = [clock(at, engine), clock(at + ZONE.ms, engine).replace('+00', '')];
        const labels = COLUMNS.map((name) => literal(dimensions?.[name]));
        return `(${[literal(metric), ...times, double(value, engine), ...labels].join(', ')})`;
      });
      if (rows.length === 0) continue;
      if (engine.file) sources[place] = this.connectors.push(await engine.file(selectOf(rows))) - 1;
      else await engine.run(`INSERT INTO ${tableOf(engine)} VALUES ${rows.join(', ')}`);
    }
    return new Map(
      names.map((name, index) => {
        const id = this.metrics.size + 1;
        this.metrics.set(id, this.sourceOf(name, index, sources[index % this.engines.length] as number));
        return [name, id];
      }),
    );
  }

  override execute(plan: StorePlan, options: StoreOptions): Promise<StoreAnswer> {
    return this.store.execute(this.mapped(plan), options);
  }

  /** What the catalogue asks: the values of dimensions of one metric. */
  valuesOf(
    metricId: number,
    plan: Pick<DimensionValuesPlan, 'dimensions' | 'where' | 'limit'>,
  ): Promise<Map<string, KnownValues>> {
    const source = this.metrics.get(metricId) as MetricSource;
    return this.sources.dimensionValues(
      { organizationId: ORGANIZATION, metricId, source, to: Date.now(), ...plan },
      { timeoutMs: 10_000 },
    );
  }

  override stream(): Promise<never> {
    return notAsked();
  }

  override points(): Promise<never> {
    return notAsked();
  }

  override explain(plan: StorePlan, options: ExplainOptions): Promise<StoreExplanation> {
    return this.store.explain(this.mapped(plan), options);
  }

  private mapped(plan: StorePlan): StorePlan {
    const isOwn = plan.organizationId === ORGANIZATION;
    const measures = plan.measures.map((measure) => {
      const source = isOwn ? this.metrics.get(measure.metricId) : undefined;
      return { ...measure, ...(source && { source }) };
    });
    return { ...plan, measures };
  }

  private sourceOf(metric: string, index: number, source: number): MetricSource {
    const name = this.engines[index % this.engines.length]?.file ? 'data' : 'point';
    const common = {
      sourceId: String(source),
      time: 'occurred at',
      value: 'value',
      dimensions: Object.fromEntries(COLUMNS.map((name) => [name, name])),
      timezone: 'UTC',
      maxAgeSeconds: 60,
    };
    const sql = `SELECT * FROM ${name} WHERE metric = '${metric}'`;
    if (index === 1) return { ...common, sql };
    if (index === 2) return { ...common, sql, time: 'wall', timezone: ZONE.name };
    return { ...common, table: { name }, value: `case when metric = '${metric}' then value end` };
  }
}

/** What is not mapped has no points. */
class EmptyStore extends MetricStore {
  override execute(): Promise<StoreAnswer> {
    return Promise.resolve({ rows: [], source: 'raw', approximate: false });
  }

  override stream(): Promise<never> {
    return notAsked();
  }

  override points(): Promise<never> {
    return notAsked();
  }

  override explain(): Promise<never> {
    return notAsked();
  }
}

function notAsked(): Promise<never> {
  return Promise.reject(new Error('Not asked of this store'));
}

/** The same rows with their types, as DuckDB writes them into a file. */
function selectOf(rows: readonly string[]): string {
  const types = ['VARCHAR', 'TIMESTAMPTZ', 'TIMESTAMP', 'DOUBLE', ...COLUMNS.map(() => 'VARCHAR')];
  const columns = ['metric', 'occurred at', 'wall', 'value', ...COLUMNS].map(
    (column, index) => `CAST(c${index} AS ${types[index]}) AS "${column}"`,
  );
  return `SELECT ${columns.join(', ')} FROM (VALUES ${rows.join(', ')}) AS v(${types.map((_, index) => `c${index}`).join(', ')})`;
}

function list(quote: string, type: string): string {
  return COLUMNS.map((name) => `${quote}${name}${quote} ${type}`).join(', ');
}

/** Where administrators do not begin in the database that users begin in, it is named. */
function tableOf({ connector }: SqlEngine): string {
  return connector.dialect === 'mysql' || connector.dialect === 'clickhouse' ? 'shop.point' : 'point';
}

function clock(at: number, { connector }: SqlEngine): string {
  const text = new Date(at).toISOString().replace('T', ' ').replace('Z', '');
  return connector.dialect === 'postgresql' || connector.dialect === 'duckdb' ? `'${text}+00'` : `'${text}'`;
}

function double(value: number, { connector }: SqlEngine): string {
  return connector.dialect === 'mysql' ? value.toExponential() : `'${value}'`;
}

function literal(text: string | null | undefined): string {
  return text === undefined || text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`;
}
