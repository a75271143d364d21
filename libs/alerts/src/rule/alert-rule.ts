import type { RememberedPrincipal } from '@app/auth';
import { BUILT_IN, type BuiltInKind } from '../builtin/built-in-kinds';
import type { SeriesStatus } from '../core/series-state';
import type { RuleDefinition } from './definition';
import { parseRuleQuery } from './parse-condition';

/** A rule as it is stored. */
export interface AlertRule {
  id: string;
  organizationId: string;
  /** Null for rules that people made. */
  builtIn: BuiltInKind | null;
  name: string;
  definition: RuleDefinition;
  urlsSealed: string | null;
  enabled: boolean;
  owner: RememberedPrincipal;
  silencedUntil: Date | null;
  silenceReason: string | null;
  evaluatedAt: Date | null;
  lastError: string | null;
  failures: number;
  /** Of all its series. */
  statuses: SeriesStatus[];
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

/** The columns of an {@link AlertRule} of the table `alert_rule`, called `r`. */
export const RULE_COLUMNS = `r.id, r.organization_id AS "organizationId", r.builtin AS "builtIn", r.name, r.definition, r.urls_sealed AS "urlsSealed", r.enabled,
  json_build_object('kind', r.owner_kind, 'id', r.owner_id, 'organizationId', r.organization_id, 'permissions', r.owner_permissions) AS owner,
  r.silenced_until AS "silencedUntil", r.silence_reason AS "silenceReason", r.evaluated_at AS "evaluatedAt",
  r.last_error AS "lastError", r.failures, r.created_at AS "createdAt", r.updated_at AS "updatedAt", r.version,
  ARRAY(SELECT DISTINCT s.status::text FROM alert_series s WHERE s.rule_id = r.id) AS statuses`;

/** What the series of a rule differ in, by name. */
export function groupByOf({
  builtIn,
  definition,
}: Pick<AlertRule, 'builtIn' | 'definition'>): readonly string[] {
  return builtIn ? BUILT_IN[builtIn].groupBy : parseRuleQuery(definition.query).groupBy;
}
