import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Cache } from '@app/cache';
import { Database } from '@app/database';
import { AppConfig } from '@app/platform';
import { cachePlan, dataPipeline, storePlan } from '../../query/data-pipeline';
import { parseMetricQuery } from '../../query/parsing/parse-metric-query';
import { QUERY_LIMITS } from '../../query/query-limits';
import { QueryPipeline } from '../../query/query-pipeline';
import type { ValidQuery } from '../../query/valid-query';
import { withPolicy } from '../../query/with-policy';
import type { StoreExplanation } from '../../store/explain/store-explanation';
import { MetricStore, type StorePlan } from '../../store/metric-store';
import { QueryTurns } from '../../turns/query-turns';
import { type ReadStatistics, statementStatistics } from '../statistics/statement-statistics';
import { SuggestedRequests } from '../suggested-requests';
import { suggestPartitions } from '../suggest/partitions';
import { suggestForQuestion } from '../suggest/questions';
import { suggestRollups } from '../suggest/rollups';
import type { QuestionEvidence, Suggestion } from '../suggest/suggestion';
import { suggestForTables } from '../suggest/tables';
import { type ToldScope, whatMayBeTold } from '../what-may-be-told';
import { explainedCache } from './explained-cache';
import { explainedPlan } from './explained-plan';
import { nothingToSuggest } from './nothing-to-suggest';
import type { QueryExplanation } from './query-explanation';

const OF_ALL =
  'pg_stat_statements counts the statements of all organizations: it is shown to those who administer the installation.';

/** Says how a question is answered. It is asked like the question itself: same checks, policy, limits, turns and time limit. */
@Injectable()
export class QueryExplainer {
  constructor(
    private readonly pipeline: QueryPipeline,
    private readonly store: MetricStore,
    private readonly turns: QueryTurns,
    private readonly requests: SuggestedRequests,
    private readonly database: Database,
    private readonly cache: Cache,
    private readonly config: AppConfig,
  ) {}

  /**
   * Runs the question for it. What it tells is cut to what the principal may know: see {@link whatMayBeTold}.
   * @throws AppError as the question itself does
   */
  async explain(principal: Principal, input: unknown, signal?: AbortSignal): Promise<QueryExplanation> {
    const query = parseMetricQuery(input);
    const valid = await this.pipeline.validateAgainstCatalog(principal, query);
    const where = withPolicy(query.filters, principal);
    const cache = cachePlan(principal, valid, {});
    const plan = storePlan(dataPipeline(principal, valid, { where, limits: QUERY_LIMITS, cache }));
    const explanation = await this.turns.answer(principal, signal, plan, (turn) =>
      this.store.explain(plan, {
        timeoutMs: this.config.queryTimeoutMs,
        ...(signal && { signal }),
        ...turn,
      }),
    );
    const scope = whatMayBeTold(principal);
    const statistics = await this.statistics(scope, explanation);
    const suggestions = await this.requests.complete(
      principal,
      suggestionsFor(
        scope,
        { query, plan, explanation: ofStored(explanation, plan), nameOf: nameOf(valid) },
        statistics,
      ),
    );
    return {
      scope,
      plan: explainedPlan(explanation, {
        valid,
        plan,
        scope,
        readsSources: principal.permissions.has('source:read'),
      }),
      cache: explainedCache(cache, valid, this.cache.stats()),
      statistics: statisticsOf(statistics, explanation),
      suggestions,
      ...(suggestions.length === 0 && { nothing: nothingToSuggest(scope, plan, explanation) }),
    };
  }

  private async statistics(scope: ToldScope, { queryId }: StoreExplanation): Promise<ReadStatistics> {
    if (scope !== 'installation') return { available: false, reason: OF_ALL };
    return statementStatistics(this.database, queryId === undefined ? [] : [queryId]);
  }
}

/** Rollups and the like are for what is stored here. */
function ofStored(explanation: StoreExplanation, { measures }: StorePlan): StoreExplanation {
  const elsewhere = new Set(measures.flatMap(({ metricId, source }) => (source ? [metricId] : [])));
  return { ...explanation, parts: explanation.parts.filter(({ metricId }) => !elsewhere.has(metricId)) };
}

function suggestionsFor(
  scope: ToldScope,
  evidence: QuestionEvidence,
  statistics: ReadStatistics,
): Suggestion[] {
  // Whatever is derived from sizes or from marks would tell of points that the policy hides.
  if (scope === 'policy')
    return suggestForQuestion(withoutActual(evidence)).filter(({ kind }) => kind !== 'upkeep');
  const own = [...suggestRollups(evidence), ...suggestForQuestion(evidence), ...suggestPartitions(evidence)];
  if (scope === 'organization') return own;
  const { queryId } = evidence.explanation;
  const counted = statistics.available && queryId !== undefined ? statistics.byId.get(queryId) : undefined;
  return [...own, ...suggestForTables(evidence, counted)];
}

/** The plan as it would be without marks: these are of hidden points too. */
function withoutActual(evidence: QuestionEvidence): QuestionEvidence {
  const parts = evidence.explanation.parts.map(({ whenClean, ...part }) => ({
    ...part,
    segments: whenClean ?? part.segments,
  }));
  return { ...evidence, explanation: { ...evidence.explanation, parts } };
}

function statisticsOf(
  statistics: ReadStatistics,
  { queryId }: StoreExplanation,
): QueryExplanation['statistics'] {
  if (!statistics.available) return statistics;
  const counts = queryId === undefined ? undefined : statistics.byId.get(queryId);
  if (counts) return { available: true, ...counts };
  const reason =
    queryId === undefined
      ? 'The database gives statements no numbers (compute_query_id is off), or nothing was read.'
      : 'The database has not counted this statement yet: it counts those that were run, not those that were explained.';
  return { available: false, reason };
}

function nameOf({ metrics }: ValidQuery): (metricId: number) => string {
  const names = new Map([...metrics.values()].map(({ id, name }) => [id, name]));
  return (metricId) => names.get(metricId) ?? '';
}
