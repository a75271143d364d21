import type { StoreExplanation } from '../../store/explain/store-explanation';
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
} from '../../store/metric-store';
import { HELD_ROWS, streamHeld } from './held-stream';
import { keptGroups, ofGroups, ofOtherGroups, rankingPlan } from './kept-groups';
import { mergeAnswers, type PartAnswer } from './merge-answers';
import { mergeExplanations } from './merge-explanations';
import { MergedPoints } from './merge-points';
import { type PlanPart, planParts } from './plan-parts';

/**
 * Sends each measure to where its points are: the store of this installation, or the source of its metric. What several places answer is
 * brought together; each has a snapshot of its own then.
 */
export class RoutedMetricStore extends MetricStore {
  constructor(
    private readonly own: MetricStore,
    private readonly sources: MetricStore,
  ) {
    super();
  }

  override async execute(plan: StorePlan, options: StoreOptions): Promise<StoreAnswer> {
    const parts = planParts(plan);
    const [first] = parts;
    if (parts.length === 1 && first) return this.asked(first, plan, options);
    return together(options, (shared) => this.mixed(plan, parts, shared));
  }

  override async stream(
    plan: StorePlan,
    order: readonly StreamKey[],
    options: StoreOptions,
    sink: RowSink<StoreRow>,
  ): Promise<StreamEnd> {
    const parts = planParts(plan);
    const [first] = parts;
    if (parts.length === 1 && first) return this.placeOf(first).stream(plan, order, options, sink);
    const { previous: _previous, ...held } = { ...plan, maxRows: HELD_ROWS };
    return streamHeld(await this.execute(held, options), plan, order, sink);
  }

  override async points(plan: PointsPlan, options: StoreOptions, sink: RowSink<PointRow>): Promise<void> {
    const { sources = new Map(), ...rest } = plan;
    const own = plan.metricIds.filter((id) => !sources.has(id));
    const elsewhere = [...Map.groupBy(sources, ([, { sourceId }]) => sourceId).values()];
    const held: PointRow[] = [];
    for (const metrics of elsewhere) {
      const ids = metrics.map(([id]) => id);
      await this.sources.points(
        { ...rest, metricIds: ids, sources: new Map(metrics) },
        options,
        async (points) => {
          for (const point of points) held.push(point);
        },
      );
    }
    const merged = new MergedPoints(elsewhere.length > 1 ? held.toSorted(([a], [b]) => a - b) : held, sink);
    if (own.length > 0)
      await this.own.points({ ...rest, metricIds: own }, options, (points) => merged.add(points));
    await merged.end();
  }

  override async explain(plan: StorePlan, options: ExplainOptions): Promise<StoreExplanation> {
    const parts = planParts(plan);
    const [first] = parts;
    if (parts.length === 1 && first) return this.explained(first, plan, options);
    const { top: _top, ...rest } = plan;
    const explained = await Promise.all(
      parts.map(async (part) => ({
        indexes: part.indexes,
        explanation: await this.explained(part, { ...rest, measures: part.measures }, options),
      })),
    );
    return mergeExplanations(explained);
  }

  /** The groups that `top` keeps are found first, of all places; then each place is asked for those, for the rest, and for the totals. */
  private async mixed(
    plan: StorePlan,
    parts: readonly PlanPart[],
    options: StoreOptions,
  ): Promise<StoreAnswer> {
    const { top, totals, ...rest } = plan;
    if (!top || plan.groupBy.length === 0)
      return mergeAnswers(plan, await this.ask(parts, options, { ...rest, ...(totals && { totals }) }));
    const ranked = await Promise.all(
      parts.map(async (part) => ({
        answer: await this.asked(part, rankingPlan(plan, part), options),
        ranks: part.indexes.includes(top.by),
      })),
    );
    const kept = keptGroups(plan, ranked);
    const { groupBy, where } = plan;
    const { buckets: _buckets, previous, ...uncut } = { ...rest, groupBy: [] };
    const whole = { ...uncut, ...(previous && { previous: { from: previous.from, to: previous.to } }) };
    const answers = await Promise.all([
      kept.length > 0
        ? this.ask(parts, options, { ...rest, where: [...where, ofGroups(groupBy, kept)] })
        : [],
      top.other
        ? this.ask(parts, options, {
            ...rest,
            groupBy: [],
            where: [...where, ...ofOtherGroups(groupBy, kept)],
          })
        : [],
      totals ? this.ask(parts, options, { ...whole, totals }) : [],
    ]);
    const [main, other, total] = answers;
    return mergeAnswers(plan, [
      ...main,
      ...other.map((each) => ({ ...each, other: true as const })),
      ...total.map((each) => ({ ...each, answer: withoutRows(each.answer) })),
      ...ranked.map(({ answer }) => ({
        indexes: [],
        answer: withoutRows({ ...answer, approximate: false }),
      })),
    ]);
  }

  private ask(
    parts: readonly PlanPart[],
    options: StoreOptions,
    plan: Omit<StorePlan, 'measures'>,
  ): Promise<PartAnswer[]> {
    return Promise.all(
      parts.map(async (part) => ({
        indexes: part.indexes,
        answer: await this.asked(part, { ...plan, measures: part.measures }, options),
      })),
    );
  }

  private asked(part: PlanPart, plan: StorePlan, options: StoreOptions): Promise<StoreAnswer> {
    return inTurn(part, options, () => this.placeOf(part).execute(plan, options));
  }

  private explained(part: PlanPart, plan: StorePlan, options: ExplainOptions): Promise<StoreExplanation> {
    return inTurn(part, options, () => this.placeOf(part).explain(plan, options));
  }

  private placeOf({ sourceId }: PlanPart): MetricStore {
    return sourceId === undefined ? this.own : this.sources;
  }
}

function inTurn<T>({ sourceId }: PlanPart, { turn }: StoreOptions, work: () => Promise<T>): Promise<T> {
  return sourceId === undefined && turn ? turn(work) : work();
}

function withoutRows({ previous, ...answer }: StoreAnswer): StoreAnswer {
  return { ...answer, rows: [], ...(previous && { previous: { ...previous, rows: [] } }) };
}

/** Ends what the other places do when one has failed. */
async function together<T>(options: StoreOptions, work: (options: StoreOptions) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  try {
    return await work({ ...options, signal });
  } finally {
    ended.abort();
  }
}
