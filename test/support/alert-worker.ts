import { LaterPrincipals } from '@app/auth';
import { QueryPipeline } from '@app/data';
import { Outbox, OutboxWake } from '@app/database';
import { AppConfig, type Clock, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { EvaluateAlertsHandler } from '../../libs/alerts/src/evaluation/evaluate-alerts.handler';
import { RuleClaims } from '../../libs/alerts/src/evaluation/rule-claims';
import { RuleEvaluations } from '../../libs/alerts/src/evaluation/rule-evaluations';
import { RuleReadings } from '../../libs/alerts/src/evaluation/rule-readings';
import { SeriesOutcomes } from '../../libs/alerts/src/evaluation/series-outcomes';
import { AlertNews, type ToldNews } from '../../libs/alerts/src/notification/alert-news';
import { HeldBack } from '../../libs/alerts/src/notification/held-back';
import type { World } from './world';

/** What a worker does for alerts, with a clock of the test's own and step by step. */
export class AlertWorker {
  constructor(
    private readonly world: World,
    private readonly clock: Clock,
  ) {}

  claims(): RuleClaims {
    return new RuleClaims(this.world.database, this.clock);
  }

  outcomes(): SeriesOutcomes {
    return new SeriesOutcomes(new AlertNews(this.world.get(Outbox), this.heldBack()));
  }

  private heldBack(): HeldBack {
    return new HeldBack(this.world.get(AppConfig), this.world.app.get<Logger>(LOGGER));
  }

  evaluations(): RuleEvaluations {
    return new RuleEvaluations(
      this.world.database,
      this.world.get(LaterPrincipals),
      new RuleReadings(this.world.get(QueryPipeline)),
      this.outcomes(),
      this.world.get(OutboxWake),
      this.clock,
    );
  }

  /** As when the job comes. */
  run(): Promise<{ evaluated: number }> {
    const logger = this.world.app.get<Logger>(LOGGER);
    const { signal } = new AbortController();
    return new EvaluateAlertsHandler(this.claims(), this.evaluations(), logger).handle({}, { signal });
  }

  /** What has been told, in its order, and to whom. */
  async told(): Promise<{ channel: string; target: string; news: ToldNews }[]> {
    const { rows } = await this.world.database.query<{ channel: string; target: string; news: ToldNews }>(
      'SELECT channel, target, news FROM alert_notification ORDER BY id',
    );
    return rows;
  }
}
