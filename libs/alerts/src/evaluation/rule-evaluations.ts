import { Injectable } from '@nestjs/common';
import { LaterPrincipals } from '@app/auth';
import { Database, OutboxWake, type SqlExecutor } from '@app/database';
import { AppError, Clock, toAppError } from '@app/platform';
import { evaluateSeries, type Found } from '../core/evaluate-series';
import { groupByOf } from '../rule/alert-rule';
import { durationMs, judgementOf } from '../rule/definition';
import { parseRuleQuery } from '../rule/parse-condition';
import type { ClaimedRule } from './rule-claims';
import { RuleReadings } from './rule-readings';
import { SeriesOutcomes } from './series-outcomes';

/** Failures that pass by themselves count once they come this often in a row. */
const PASSING_FAILURES = 3;
const RETRY_MS = 5_000;

/** What one evaluation came to. `lost`: somebody changed the rule, or another worker took it over; nothing is written then. */
export type Outcome = 'evaluated' | 'retried' | 'lost';

/**
 * Evaluates one rule. States, events and what is to be told are written in one transaction, if and only if the claim still
 * holds: whoever dies before leaves nothing, and whoever comes too late writes nothing.
 */
@Injectable()
export class RuleEvaluations {
  constructor(
    private readonly database: Database,
    private readonly principals: LaterPrincipals,
    private readonly readings: RuleReadings,
    private readonly outcomes: SeriesOutcomes,
    private readonly wake: OutboxWake,
    private readonly clock: Clock,
  ) {}

  async evaluate(rule: ClaimedRule, signal: AbortSignal): Promise<Outcome> {
    const { found, error } = await this.find(rule, signal);
    const failures = error ? rule.failures + 1 : 0;
    const outcome = await this.database.transaction(async (tx): Promise<Outcome> => {
      const passes = error !== undefined && isPassing(error) && failures < PASSING_FAILURES;
      const next = passes ? RETRY_MS : durationMs(rule.definition.interval);
      const lastError = error?.detail ?? null;
      const settled = await this.settle(tx, rule, { failures, error: lastError, nextMs: next });
      if (!settled) return 'lost';
      if (passes) return 'retried';
      await this.write(tx, { ...rule, ...settled, lastError }, found);
      return 'evaluated';
    });
    if (outcome === 'evaluated') this.wake.poke();
    return outcome;
  }

  private async find(
    rule: ClaimedRule,
    signal: AbortSignal,
  ): Promise<{ found: Found; error?: AppError | undefined }> {
    try {
      const principal = await this.principals.of(rule.owner);
      if (!principal)
        throw new AppError(
          'INSUFFICIENT_PERMISSIONS',
          'The account or key that owns the alert is no longer active.',
        );
      const { query, condition } = rule.definition;
      return {
        found: await this.readings.read(principal, parseRuleQuery(query), condition, {
          signal,
          refresh: true,
        }),
      };
    } catch (error) {
      if (signal.aborted) throw error;
      return { found: 'failed', error: toAppError(error) };
    }
  }

  /** Ends the claim. @returns what may have changed under it; undefined if it no longer held */
  private async settle(
    tx: SqlExecutor,
    { id, claim, version, wakes }: ClaimedRule,
    { failures, error, nextMs }: { failures: number; error: string | null; nextMs: number },
  ): Promise<{ silencedUntil: Date | null } | undefined> {
    const now = this.clock.now();
    const { rows } = await tx.query<{ silencedUntil: Date | null }>(
      `UPDATE alert_rule SET claim = NULL, claimed_until = NULL, evaluated_at = $1, failures = $2, last_error = $3,
         next_evaluation_at = CASE WHEN wakes = $4 THEN $5::timestamptz ELSE least($5::timestamptz, $6::timestamptz) END
       WHERE id = $7 AND claim = $8 AND version = $9 AND enabled RETURNING silenced_until AS "silencedUntil"`,
      [
        now,
        failures,
        error,
        wakes,
        new Date(now.getTime() + nextMs),
        // Points changed meanwhile.
        new Date(now.getTime() + 1_000),
        id,
        claim,
        version,
      ],
    );
    return rows[0];
  }

  private async write(tx: SqlExecutor, rule: ClaimedRule, found: Found): Promise<void> {
    const now = this.clock.now();
    const known = await this.outcomes.known(tx, rule.id);
    const grouped = groupByOf(rule).length > 0;
    const evaluated = evaluateSeries(judgementOf(rule.definition), grouped, known, found, now.getTime());
    await this.outcomes.write(tx, rule, known, evaluated, { now });
  }
}

/** Whether the same question may well be answered in a moment. */
function isPassing({ code }: AppError): boolean {
  return (
    code === 'OVERLOADED' ||
    code === 'QUERY_TIMEOUT' ||
    code === 'DEPENDENCY_UNAVAILABLE' ||
    code === 'SOURCE_UNAVAILABLE' ||
    code === 'INTERNAL_ERROR'
  );
}
