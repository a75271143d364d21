import type { ErrorPolicy, Judgement, NoDataPolicy } from '../core/advance';
import type { Condition } from '../core/condition';
import { parseDuration } from '../core/span';
import type { AlertTemplates } from '../notification/alert-templates';
import type { Channel } from './channels';

export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule says, as it is stored. URLs in channels are masked. */
export interface RuleDefinition {
  /** As the client sent it. */
  query: Record<string, unknown>;
  condition: Condition;
  for: string;
  recover: number | null;
  noData: NoDataPolicy;
  error: ErrorPolicy;
  interval: string;
  repeat: string | null;
  severity: Severity;
  labels: Record<string, string>;
  channels: Channel[];
  templates: AlertTemplates;
}

/** A stored duration in ms; it was checked when it was stored. */
export function durationMs(text: string): number {
  return parseDuration(text) ?? 0;
}

/** What of a definition decides over states. */
export function judgementOf(definition: RuleDefinition): Judgement {
  const { condition, recover, noData, error } = definition;
  return { condition, recover, noData, error, forMs: durationMs(definition.for) };
}
