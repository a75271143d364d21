import { Injectable } from '@nestjs/common';
import { Database, OutboxWake } from '@app/database';
import { Clock, newId } from '@app/platform';
import type { Evaluation } from '../core/advance';
import { evaluateSeries } from '../core/evaluate-series';
import { SeriesOutcomes } from '../evaluation/series-outcomes';
import { type AlertRule, RULE_COLUMNS } from '../rule/alert-rule';
import { judgementOf, type RuleDefinition } from '../rule/definition';
import { BUILT_IN, BUILT_IN_KINDS, type BuiltInKind } from './built-in-kinds';

/** One thing that does not work. Times and amounts as {@link BUILT_IN} says. */
export interface Finding {
  /** The values of what the series differ in. */
  group: readonly string[];
  value: number;
  /** In words, without secrets. */
  detail: string;
}

const LONGEST_DETAIL = 500;

/** The rules that Vitrine itself makes: people say who is told, Vitrine what is wrong. */
@Injectable()
export class BuiltInRules {
  constructor(
    private readonly database: Database,
    private readonly outcomes: SeriesOutcomes,
    private readonly wake: OutboxWake,
    private readonly clock: Clock,
  ) {}

  /** Makes those that organizations lack. The queues are the matter of whoever runs the installation. */
  async ensure(): Promise<void> {
    const { rows } = await this.database.query<{ organizationId: string; kind: BuiltInKind }>(
      `SELECT o.id AS "organizationId", kind FROM organization o CROSS JOIN unnest($1::text[]) AS kind
       WHERE NOT EXISTS (SELECT FROM alert_rule r WHERE r.organization_id = o.id AND r.builtin = kind)
         AND (kind <> 'queue-backlog' OR EXISTS (SELECT FROM users u
           WHERE u.organization_id = o.id AND u.status = 'active' AND 'super_admin' = ANY(u.roles))) LIMIT 1000`,
      [BUILT_IN_KINDS],
    );
    for (const { organizationId, kind } of rows) {
      const now = this.clock.now();
      await this.database.query(
        `INSERT INTO alert_rule (id, organization_id, builtin, name, definition, metrics, enabled, owner_kind, owner_id,
           owner_permissions, next_evaluation_at, created_at, updated_at)
         SELECT $1, id, $3, $4, $5, '{}', true, 'system', id, '{}', 'infinity', $6, $6 FROM organization WHERE id = $2
         ON CONFLICT (organization_id, builtin) WHERE builtin IS NOT NULL DO NOTHING`,
        [newId(), organizationId, kind, BUILT_IN[kind].name, JSON.stringify(definitionOf(kind)), now],
      );
    }
  }

  /** The organizations whose rule of this kind is on and has something to be told of, or had. */
  async concerned(kind: BuiltInKind, failing: readonly string[] | 'all'): Promise<string[]> {
    const { rows } = await this.database.query<{ organizationId: string }>(
      `SELECT organization_id AS "organizationId" FROM alert_rule r WHERE builtin = $1 AND enabled
         AND ($2::uuid[] IS NULL OR organization_id = ANY($2) OR EXISTS (SELECT FROM alert_series s WHERE s.rule_id = r.id))`,
      [kind, failing === 'all' ? null : failing],
    );
    return rows.map(({ organizationId }) => organizationId);
  }

  /**
   * Takes the rule of an organization one evaluation further. However many workers find the same, it is told of once.
   * @param findings all that does not work: what was found before and is not among them is over
   */
  async settle(organizationId: string, kind: BuiltInKind, findings: readonly Finding[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<AlertRule>(
        `SELECT ${RULE_COLUMNS} FROM alert_rule r WHERE r.organization_id = $1 AND r.builtin = $2 AND r.enabled FOR UPDATE`,
        [organizationId, kind],
      );
      const [rule] = rows;
      if (!rule) return;
      const now = this.clock.now();
      const known = await this.outcomes.known(tx, rule.id);
      const found = new Map<string, Evaluation>();
      const details = new Map<string, string>();
      for (const { group, value, detail } of findings) {
        const key = JSON.stringify(group);
        found.set(key, { value });
        details.set(key, detail.slice(0, LONGEST_DETAIL).toWellFormed());
      }
      for (const key of known.keys()) if (!found.has(key)) found.set(key, { value: 0 });
      const evaluated = evaluateSeries(judgementOf(rule.definition), true, known, found, now.getTime());
      // What is over and told is not followed any more.
      for (const [key, { status }] of evaluated.states)
        if (status === 'ok' || status === 'resolved') evaluated.forgotten.push(key);
      await this.outcomes.write(tx, rule, known, evaluated, { now, details });
      await tx.query('UPDATE alert_rule SET evaluated_at = $2 WHERE id = $1', [rule.id, now]);
    });
    this.wake.poke();
  }
}

function definitionOf(kind: BuiltInKind): RuleDefinition {
  const { condition, severity } = BUILT_IN[kind];
  return {
    query: {},
    condition,
    for: '0s',
    recover: null,
    noData: 'keep',
    error: 'keep',
    interval: '15s',
    repeat: null,
    severity,
    labels: {},
    channels: [{ type: 'admins' }],
    templates: {},
  };
}
