import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Database } from '@app/database';
import { AppConfig } from '@app/platform';
import type { StorePlan, Turn } from '../store/metric-store';
import { Turns } from './turns';

/**
 * Who may query the points when: half of the connections at once unless the setting says otherwise, organizations and
 * their users in turns. Whoever asks for much waits for himself, and every other statement finds a connection.
 */
@Injectable()
export class QueryTurns {
  private readonly turns: Turns;

  constructor(database: Database, config: AppConfig) {
    const half = Math.max(1, Math.floor(database.limits.statements / 2));
    this.turns = new Turns({
      atOnce: Math.min(config.queryConcurrency ?? half, database.limits.statements),
      waiting: config.queryQueueMax,
      waitMs: config.queryQueueWaitMs,
    });
  }

  /** Queries that wait for their turn. */
  get waiting(): number {
    return this.turns.waiting;
  }

  /** @throws AppError 503 OVERLOADED when the turn does not come in time, the signal's reason when it aborts before */
  run<T>(principal: Principal, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const key = { tenant: principal.organizationId, user: `${principal.kind} ${principal.id}` };
    return this.turns.run(key, signal, work);
  }

  /**
   * Works on what a plan asks when its turn comes. Where metrics of sources are asked, no turn is held while these answer, slow as they
   * may be: `work` starts at once and is given the turn for what is stored here. Sources have places of their own, see `SourcePlaces`.
   * @throws AppError as {@link run} does
   */
  answer<T>(
    principal: Principal,
    signal: AbortSignal | undefined,
    { measures }: Pick<StorePlan, 'measures'>,
    work: (options: { turn?: Turn }) => Promise<T>,
  ): Promise<T> {
    const turn: Turn = (own) => this.run(principal, signal, own);
    return measures.some(({ source }) => source) ? work({ turn }) : turn(() => work({}));
  }
}
