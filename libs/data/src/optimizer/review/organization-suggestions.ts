import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Database } from '@app/database';
import { AppError, Clock } from '@app/platform';
import { QueryTurns } from '../../turns/query-turns';
import { ShapeFlusher } from '../shapes/shape-flusher';
import { ShapeStore, type ShapeTotal } from '../shapes/shape-store';
import { type ReadStatistics, statementStatistics } from '../statistics/statement-statistics';
import { suggestRollups } from '../suggest/rollups';
import type { Evidence, Suggestion } from '../suggest/suggestion';
import { suggestForTables } from '../suggest/tables';
import { SuggestedRequests } from '../suggested-requests';
import { whatMayBeTold } from '../what-may-be-told';
import { mergeFindings, type RankedSuggestion } from './merge-findings';
import { UnreadPoints } from './unread-points';
import { ShapePlans } from './shape-plans';

const DAYS = 7;
/** Shapes that are planned for one answer: those that took most time. */
const MOST_SHAPES = 20;
const DAY_MS = 86_400_000;

/** What would help an organization most. */
export interface SuggestionList {
  /** First and last day that was looked at, UTC. */
  from: string;
  to: string;
  /** Questions that were computed, and the time that they took; answers from the cache are none. */
  queries: number;
  totalMs: number;
  /** The part of that time which the shapes took that were looked at. */
  lookedAt: number;
  suggestions: RankedSuggestion[];
  /** Why there are none. */
  nothing?: string;
}

/** Lists what would make the questions cheaper that an organization really asks. */
@Injectable()
export class OrganizationSuggestions {
  constructor(
    private readonly shapes: ShapeStore,
    private readonly flusher: ShapeFlusher,
    private readonly plans: ShapePlans,
    private readonly requests: SuggestedRequests,
    private readonly unread: UnreadPoints,
    private readonly turns: QueryTurns,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Plans the shapes that took most time in the last seven days as if they were asked now.
   * @throws AppError 403 POLICY_VIOLATION within a data policy: the list tells of everybody's questions
   */
  async list(principal: Principal, signal?: AbortSignal): Promise<SuggestionList> {
    const scope = whatMayBeTold(principal);
    if (scope === 'policy') {
      throw new AppError(
        'POLICY_VIOLATION',
        'Suggestions tell of the questions of all, also about points that your data policy hides.',
      );
    }
    // What this process has counted belongs to it; that of others is at most half a minute behind.
    await this.flusher.flush();
    const now = this.clock.now().getTime();
    const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
    const [from, to] = [day(now - (DAYS - 1) * DAY_MS), day(now)];
    const { organizationId } = principal;
    const total = await this.shapes.total(organizationId, from);
    const dearest = await this.shapes.dearest(organizationId, from, MOST_SHAPES);
    const evidence = await this.turns.run(principal, signal, () =>
      this.explained(organizationId, dearest, signal),
    );
    const statistics = scope === 'installation' ? await this.counted([...evidence.values()]) : undefined;
    const found = [...evidence].flatMap(([shape, own]) =>
      suggestionsOf(own, statistics).map((suggestion) => ({ suggestion, shape })),
    );
    const ranked = mergeFindings(found, total.totalMs);
    const unread = await this.unread.suggest(principal, { since: from, known: total.since, now });
    const suggestions = [...(await this.requests.complete(principal, ranked)), ...unread];
    const looked = dearest.reduce((sum, { totalMs }) => sum + totalMs, 0);
    return {
      from,
      to,
      queries: total.count,
      totalMs: Math.round(total.totalMs),
      lookedAt: total.totalMs > 0 ? Math.min(1, looked / total.totalMs) : 0,
      suggestions,
      ...(suggestions.length === 0 && { nothing: nothing(total.count, dearest.length) }),
    };
  }

  private async explained(
    organizationId: string,
    dearest: readonly ShapeTotal[],
    signal?: AbortSignal,
  ): Promise<Map<ShapeTotal, Evidence>> {
    const evidence = new Map<ShapeTotal, Evidence>();
    for (const shape of dearest) {
      const own = await this.plans.explain(organizationId, shape, signal);
      if (own) evidence.set(shape, own);
    }
    return evidence;
  }

  private counted(evidence: readonly Evidence[]): Promise<ReadStatistics> {
    return statementStatistics(
      this.database,
      evidence.flatMap(({ explanation }) => explanation.queryId ?? []),
    );
  }
}

function suggestionsOf(evidence: Evidence, statistics: ReadStatistics | undefined): Suggestion[] {
  const { queryId } = evidence.explanation;
  const counted = statistics?.available && queryId !== undefined ? statistics.byId.get(queryId) : undefined;
  return [...suggestRollups(evidence), ...(statistics ? suggestForTables(evidence, counted) : [])];
}

function nothing(queries: number, shapes: number): string {
  if (queries === 0) return `No question was computed in the last ${DAYS} days.`;
  return `The ${shapes} shapes of questions that took most time in the last ${DAYS} days were planned again: none would be answered notably faster by a rollup or an index that is not there.`;
}
