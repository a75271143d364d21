import {
  OwnLimitError,
  type QueryConnector,
  SourceError,
  type SourceQueryOptions,
  type SourceStatement,
  type SourceValue,
} from '@app/sources';
import { AppError } from '@app/platform';
import type { StoreExplanation } from '../store/explain/store-explanation';
import {
  type ExplainOptions,
  MetricStore,
  type PointRow,
  type PointsPlan,
  type RowSink,
  type StoreAnswer,
  type StoreOptions,
  type StorePlan,
  type StoreRow,
  type StreamEnd,
  type StreamKey,
} from '../store/metric-store';
import { tooManyRows } from '../store/rows/limits';
import {
  compileDimensionValues,
  type DimensionValuesPlan,
  type KnownValues,
  mostValues,
  readDimensionValues,
} from './compile/compile-dimension-values';
import { compilePlan } from './compile/compile-plan';
import { compilePoints, pointOf } from './compile/compile-points';
import { SQL_DIALECTS } from './dialect/sql-dialects';
import { readAnswer } from './read-answer';
import type { AskedMetrics, QuestionsHeard } from './mapping-health';
import { HELD_ROWS, streamHeld } from './routing/held-stream';
import type { SourceConnectors } from './source-connectors';
import { clientClosed, sourceFailure, timedOut } from './source-failure';
import { SourcePlaces } from './source-places';

const BATCH = 5_000;
/** Lines of a plan that are shown. */
const PLAN_LINES = 200;

/**
 * Answers from the source of metrics, in one statement for each plan. All measures of a plan must have the same source; see
 * `RoutedMetricStore` for those that have not.
 */
export class SourceMetricStore extends MetricStore {
  private readonly places = new SourcePlaces();

  constructor(
    private readonly sources: SourceConnectors,
    private readonly heard?: QuestionsHeard,
  ) {
    super();
  }

  override async execute(plan: StorePlan, options: StoreOptions): Promise<StoreAnswer> {
    return this.within(
      plan.organizationId,
      askedOf(plan),
      { ...options, maxRows: plan.maxRows },
      async (ask) => {
        const dialect = SQL_DIALECTS[ask.connector.dialect];
        const compiled = compilePlan(plan, dialect);
        const rows = await ask.rows(compiled.statement, compiled.maxRows + 1);
        const answer = await readAnswer(rows, compiled, { plan, dialect });
        return { ...answer, source: `source:${dialect.name}`, approximate: false };
      },
    );
  }

  /** Sources give an answer as a whole: it is at most 300,000 rows, and sorted here. */
  override async stream(
    { previous: _previous, ...plan }: StorePlan,
    order: readonly StreamKey[],
    options: StoreOptions,
    sink: RowSink<StoreRow>,
  ): Promise<StreamEnd> {
    return streamHeld(await this.execute({ ...plan, maxRows: HELD_ROWS }, options), plan, order, sink);
  }

  /** At most 300,000 points: sources keep no cursor open. */
  override async points(plan: PointsPlan, options: StoreOptions, sink: RowSink<PointRow>): Promise<void> {
    const [source] = plan.sources?.values() ?? [];
    if (!source) return;
    const points = await this.within(
      plan.organizationId,
      { sourceId: source.sourceId, metricIds: plan.metricIds },
      { ...options, maxRows: HELD_ROWS },
      async (ask) => {
        const dialect = SQL_DIALECTS[ask.connector.dialect];
        const rows = await ask.rows(compilePoints(plan, dialect, HELD_ROWS + 1), HELD_ROWS + 1);
        if (rows.length > HELD_ROWS) throw tooManyRows(HELD_ROWS);
        return rows.map((row) => pointOf(row, plan, dialect)).toSorted(([a], [b]) => a - b);
      },
    );
    for (let from = 0; from < points.length; from += BATCH) await sink(points.slice(from, from + BATCH));
  }

  /**
   * The values of dimensions, in one statement.
   * @throws AppError 503 QUERY_TIMEOUT, SOURCE_UNAVAILABLE
   */
  async dimensionValues(plan: DimensionValuesPlan, options: StoreOptions): Promise<Map<string, KnownValues>> {
    const maxRows = mostValues(plan);
    const asked = { sourceId: plan.source.sourceId, metricIds: [plan.metricId] };
    return this.within(plan.organizationId, asked, { ...options, maxRows }, async (ask) => {
      const dialect = SQL_DIALECTS[ask.connector.dialect];
      const rows = await ask.rows(compileDimensionValues(plan, dialect), maxRows);
      return readDimensionValues(rows, plan, dialect);
    });
  }

  /** The plan is what the engine tells of its own accord; one that tells none has none. */
  override async explain(
    plan: StorePlan,
    { run = true, ...options }: ExplainOptions,
  ): Promise<StoreExplanation> {
    const limits = { ...options, maxRows: plan.maxRows };
    const empty = { approximate: false, partitions: [], scans: [], spills: [], missing: [] };
    // Who only wants to know what would be done leaves sources alone.
    if (!run) return { ...empty, source: 'source', parts: [] };
    const measures = Map.groupBy(plan.measures.keys(), (index) => plan.measures[index]?.metricId ?? 0);
    const parts = [...measures].map(([metricId, indexes]) => ({ metricId, measures: indexes, segments: [] }));
    return this.within(plan.organizationId, askedOf(plan), limits, async (ask) => {
      const dialect = SQL_DIALECTS[ask.connector.dialect];
      const { statement } = compilePlan(plan, dialect);
      const told = await ask.plan(statement).catch(() => undefined);
      return {
        ...empty,
        parts,
        source: `source:${dialect.name}`,
        statement: statement.text,
        ...(told && { enginePlan: told }),
      };
    });
  }

  /** Runs `work` when the source has a place for it, within the time that is left. */
  private async within<T>(
    organizationId: string,
    asked: AskedMetrics,
    { timeoutMs, signal, maxRows }: StoreOptions & { maxRows: number },
    work: (ask: Ask) => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted) throw clientClosed();
    const deadline = performance.now() + timeoutMs;
    const timer = AbortSignal.timeout(timeoutMs);
    const either = signal ? AbortSignal.any([signal, timer]) : timer;
    const asking = (connector: QueryConnector): Ask => {
      const limits = (most: number): SourceQueryOptions => ({
        signal: either,
        timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
        maxRows: most,
      });
      return {
        connector,
        rows: async (statement, most) => (await connector.query(statement, limits(most))).rows,
        plan: async (statement) => connector.explain?.(statement, limits(PLAN_LINES)),
      };
    };
    try {
      const { sourceId } = asked;
      const result = await this.places.run(sourceId, either, () =>
        this.sources.withConnector(organizationId, sourceId, (connector) => work(asking(connector))),
      );
      await this.heard?.answered(asked);
      return result;
    } catch (error) {
      if (signal?.aborted) throw clientClosed(error);
      if (timer.aborted) throw timedOut(timeoutMs, error);
      const failure = sourceFailure(error, { timeoutMs, maxRows });
      // What only this question asked too much of, or all questions of this process, is no fault of the source.
      const isOfSource = failure instanceof AppError && failure.code === 'SOURCE_UNAVAILABLE';
      if (isOfSource && error instanceof SourceError && !(error instanceof OwnLimitError))
        await this.heard?.failed(asked, error);
      throw failure;
    }
  }
}

interface Ask {
  connector: QueryConnector;
  rows(statement: SourceStatement, maxRows: number): Promise<SourceValue[][]>;
  plan(statement: SourceStatement): Promise<string[] | undefined>;
}

function askedOf({ measures }: StorePlan): AskedMetrics {
  return {
    sourceId: measures[0]?.source?.sourceId ?? '',
    metricIds: measures.map(({ metricId }) => metricId),
  };
}
