import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type Handler, JobHandler, type JobContext, type JobPayload } from '@app/jobs';
import { LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { type ClaimedRule, RuleClaims } from './rule-claims';
import { RuleEvaluations } from './rule-evaluations';

const AT_ONCE = 4;
const TAKES_FOR_MS = 45_000;
/** What is due so soon is waited for. */
const WAITS_MS = 1_200;

/** Evaluates the rules that are due, until none is and none will be in a moment. */
@Injectable()
@JobHandler('evaluate-alerts')
export class EvaluateAlertsHandler implements Handler<'evaluate-alerts'> {
  constructor(
    private readonly claims: RuleClaims,
    private readonly evaluations: RuleEvaluations,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(
    _payload: JobPayload<'evaluate-alerts'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ evaluated: number }> {
    const until = performance.now() + TAKES_FOR_MS;
    let evaluated = 0;
    while (!signal.aborted && performance.now() < until) {
      const rules = await this.claims.take(AT_ONCE);
      await Promise.all(rules.map((rule) => this.evaluate(rule, signal)));
      evaluated += rules.length;
      if (rules.length > 0) continue;
      const next = await this.claims.nextInMs();
      if (next === undefined || next > WAITS_MS) break;
      await wait(next + 1, undefined, { signal }).catch(() => {});
    }
    return { evaluated };
  }

  /** What goes wrong with one rule must not keep the others from being evaluated; it is tried again when its claim runs out. */
  private async evaluate(rule: ClaimedRule, signal: AbortSignal): Promise<void> {
    try {
      await this.evaluations.evaluate(rule, signal);
    } catch (error) {
      if (!signal.aborted)
        this.logger.error({ err: error, alertId: rule.id }, 'an alert could not be evaluated');
    }
  }
}
