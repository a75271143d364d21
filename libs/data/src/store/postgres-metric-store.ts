import type { Database } from '@app/database';
import { AppError } from '@app/platform';
import { escapeLiteral } from 'pg';
import { SKETCH_ERROR } from '../sketch/sketch';
import { ForeseenFacts, sameFacts } from './foretold/foreseen-facts';
import { missingGroupings } from './explain/missing-groupings';
import { readExplanation } from './explain/read-explanation';
import type { StoreExplanation } from './explain/store-explanation';
import { MetricSizes } from './metric-sizes';
import {
  type ExplainOptions,
  MetricStore,
  type PointRow,
  type PointsPlan,
  type RowSink,
  type StoreAnswer,
  type StoreMeasure,
  type StoreOptions,
  type StorePlan,
  type StoreRow,
  type StreamEnd,
  type StreamKey,
} from './metric-store';
import { type Weigh, weighBySize } from './plan/cost';
import { pointsNotKept } from './plan/not-kept';
import type { Segment } from './plan/level';
import { type PlanKnowledge, planRead, rangesOf } from './plan/plan-read';
import { rankPlan } from './plan/rank-plan';
import type { ReadPlan } from './plan/read-plan';
import { sourceName } from './plan/source-name';
import { beyondDouble } from './rows/limits';
import { rankGroups } from './rows/rank-groups';
import { type ReadRow, readRows } from './rows/read-rows';
import { inOneMessage, inSnapshot, type Snapshot } from './snapshot';
import {
  type CleanFactsRow,
  cleanFactsSql,
  type FactsRow,
  factsSql,
  type FloorRow,
  floorsSql,
  readFacts,
} from './sql/facts-sql';
import { inlineParameters } from './sql/inline-parameters';
import { readStatement, type ReadStatement, streamStatement } from './sql/read-statement';
import { streamOrder, streamRows } from './rows/stream-rows';
import { streamPoints } from './rows/stream-points';

const NUMERIC_VALUE_OUT_OF_RANGE = '22003';
const MOST_ATTEMPTS = 3;
const NOTHING = { maxRows: 0, firstValue: 0, sketch: 0 };

interface Prepared {
  read: ReadPlan;
  knowledge: PlanKnowledge;
  statement: ReadStatement | undefined;
  /** The groups that `top` keeps, where they had to be asked for first. */
  kept?: (string | null)[][];
}

/** Answers from rollups and points in PostgreSQL, all of a plan from one snapshot. */
export class PostgresMetricStore extends MetricStore {
  private readonly sizes = new MetricSizes();
  private readonly foreseen = new ForeseenFacts();

  /** @param weigh decides whether rollups pay */
  constructor(
    private readonly database: Database,
    private readonly weigh: Weigh = weighBySize,
  ) {
    super();
  }

  override async execute(plan: StorePlan, options: StoreOptions): Promise<StoreAnswer> {
    const foretold = await this.foretell(plan, options);
    if (foretold) return foretold;
    return this.read(plan, options, async (snapshot, prepared) =>
      answerOf(prepared.read, await rowsOf(plan, snapshot, prepared)),
    );
  }

  /**
   * Answers from rollups alone in one round trip: with the statement that is right if nothing has changed since the facts were
   * last seen, and these facts in the same snapshot to tell. Undefined where they are not what was expected, or more is needed.
   * What is read is not taken away while it is: only partitions of points are dropped.
   */
  private async foretell(plan: StorePlan, options: StoreOptions): Promise<StoreAnswer | undefined> {
    const metricIds = metricsOf(plan);
    const ranges = rangesOf(plan);
    const facts = this.database.isPooled ? undefined : this.foreseen.of(metricIds, ranges);
    const sizes = this.sizes.known(metricIds);
    if (!facts || !sizes) return undefined;
    const read = this.rollupsOnly(plan, { facts, sizes, weigh: this.weigh });
    const statement = read && readStatement(plan, read);
    if (!statement) return undefined;
    const opening = cleanFactsSql(escapeLiteral(plan.organizationId), metricIds, ranges);
    const message = { opening, statement: inlineParameters(statement) };
    const found = await inOneMessage<CleanFactsRow, ReadRow>(this.database, message, options).catch(
      unlessOurs,
    );
    if (!found || found.opening.some(({ is_dirty }) => is_dirty)) return undefined;
    const actual = readFacts(found.opening.map((row) => ({ ...row, dirty: null })));
    this.foreseen.learn(actual, ranges);
    if (!sameFacts(facts, actual)) return undefined;
    return answerOf(read, await readRows(found.rows, statement, { plan, read }));
  }

  /** The plan if it needs neither points nor a statement before its own. */
  private rollupsOnly(plan: StorePlan, knowledge: PlanKnowledge): ReadPlan | undefined {
    try {
      const read = planRead(plan, knowledge);
      const isRollup = ({ level }: Segment): boolean => level !== 'raw';
      const clean = read.branches.every(({ segments }) => segments.flat().every(isRollup));
      return clean && !rankPlan(plan, read) ? read : undefined;
    } catch (error) {
      // Told by a snapshot, if it is still true.
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }

  override async stream(
    plan: StorePlan,
    order: readonly StreamKey[],
    options: StoreOptions,
    sink: RowSink<StoreRow>,
  ): Promise<StreamEnd> {
    const { previous: _previous, ...own } = plan;
    const unlimited = { ...own, maxRows: Infinity };
    return this.read(
      unlimited,
      options,
      async (snapshot, { read, kept }) => {
        const statement = streamStatement(unlimited, read, streamOrder(order), kept);
        const totals = await streamRows(snapshot, statement, { plan: unlimited, read }, sink);
        const { rows: _rows, ...end } = answerOf(read, { rows: [], ...(totals && { totals }) });
        return end;
      },
      1,
    );
  }

  override async points(plan: PointsPlan, options: StoreOptions, sink: RowSink<PointRow>): Promise<void> {
    const { organizationId, metricIds, from, to, where } = plan;
    const measures = metricIds.map((metricId): StoreMeasure => ({ metricId, aggregation: 'count' }));
    const reading = { organizationId, measures, from, to, where, groupBy: [], maxRows: Infinity };
    const work = async (snapshot: Snapshot<FactsRow>): Promise<void> => {
      for (const metric of readFacts(snapshot.opening).values())
        if (from < metric.rawFloor) throw pointsNotKept(metric.rawFloor);
      await streamPoints(snapshot, plan, sink);
    };
    await this.read(reading, options, work, 1);
  }

  override async explain(
    plan: StorePlan,
    { run = true, ...options }: ExplainOptions,
  ): Promise<StoreExplanation> {
    return this.read(plan, options, async (snapshot, { read, statement, knowledge }) => {
      const how = run ? 'ANALYZE, TIMING OFF, VERBOSE, FORMAT JSON' : 'VERBOSE, FORMAT JSON';
      const explained = statement && {
        text: `EXPLAIN (${how}) ${statement.text}`,
        values: statement.values,
        jsonAsText: true,
      };
      const rows = explained ? await snapshot.query<[string]>(explained) : [];
      return {
        ...readExplanation(read, planRead(plan, whenClean(knowledge)), statement, rows[0]?.[0]),
        missing: await missingGroupings(plan, knowledge, snapshot),
      };
    });
  }

  /** Plans from what a snapshot shows and lets `work` read in the same one. */
  private async read<T>(
    plan: StorePlan,
    options: StoreOptions,
    work: (snapshot: Snapshot<FactsRow>, prepared: Prepared) => Promise<T>,
    attempts = MOST_ATTEMPTS,
  ): Promise<T> {
    const metricIds = metricsOf(plan);
    const organizationId = escapeLiteral(plan.organizationId);
    const frame = {
      opening: factsSql(organizationId, metricIds, rangesOf(plan)),
      closing: floorsSql(organizationId, metricIds),
    };
    for (let attempt = 1; ; attempt++) {
      const opened = new Map<number, number | null>();
      const { result, closing } = await inSnapshot<FactsRow, FloorRow, T>(
        this.database,
        frame,
        options,
        async (snapshot) => {
          for (const { id, floor } of snapshot.opening) opened.set(id, floor);
          return work(snapshot, await this.prepare(plan, snapshot));
        },
      ).catch(explained);
      // A partition that is dropped vanishes from older snapshots too. The floor is moved before that, so that it tells.
      if (closing.every(({ id, floor }) => floor === opened.get(id))) return result;
      if (attempt === attempts) throw movedTooOften();
    }
  }

  private async prepare(plan: StorePlan, snapshot: Snapshot<FactsRow>): Promise<Prepared> {
    const facts = readFacts(snapshot.opening);
    this.foreseen.learn(facts, rangesOf(plan));
    const rolled = [...facts.values()].filter(({ groupings }) => groupings.length > 0).map(({ id }) => id);
    const sizes = rolled.length === 0 ? new Map() : await this.sizes.of(rolled, snapshot);
    const knowledge: PlanKnowledge = { facts, sizes, weigh: this.weigh };
    const read = planRead(plan, knowledge);
    const ranking = rankPlan(plan, read);
    if (!ranking) return { read, knowledge, statement: readStatement(plan, read) };
    const first = planRead(ranking, knowledge);
    const { rows } = await rowsOf(ranking, snapshot, {
      read: first,
      statement: readStatement(ranking, first),
    });
    const kept = rankGroups(rows, plan.top?.n ?? 0);
    return { read, knowledge, kept, statement: readStatement(plan, read, kept) };
  }
}

function metricsOf({ measures }: StorePlan): number[] {
  return [...new Set(measures.map(({ metricId }) => metricId))];
}

function answerOf(
  read: ReadPlan,
  { rows, totals, previous }: Pick<StoreAnswer, 'rows' | 'totals' | 'previous'>,
): StoreAnswer {
  const approximate = read.branches.some(({ kind }) => kind === 'sketch');
  return {
    rows,
    ...(totals && { totals }),
    ...(previous && { previous }),
    source: sourceName(read),
    approximate,
    ...(approximate && { relativeError: SKETCH_ERROR }),
  };
}

/** What is wrong with a statement that may not have been the right one does not count. */
function unlessOurs(error: unknown): undefined {
  if (error instanceof AppError) throw error;
}

function explained(error: { code?: string }): never {
  throw error.code === NUMERIC_VALUE_OUT_OF_RANGE ? beyondDouble() : error;
}

function whenClean(knowledge: PlanKnowledge): PlanKnowledge {
  const facts = new Map([...knowledge.facts].map(([id, metric]) => [id, { ...metric, dirty: [] }]));
  return { ...knowledge, facts };
}

async function rowsOf(
  plan: StorePlan,
  snapshot: Snapshot<FactsRow>,
  { read, statement }: Pick<Prepared, 'read' | 'statement'>,
): Promise<Pick<StoreAnswer, 'rows' | 'totals' | 'previous'>> {
  if (!statement) return readRows([], NOTHING, { plan, read });
  return readRows(await snapshot.query<ReadRow>(statement), statement, { plan, read });
}

function movedTooOften(): AppError {
  return new AppError('OVERLOADED', 'Points were removed while the query ran, again and again.', {
    retryAfterSeconds: 1,
  });
}
