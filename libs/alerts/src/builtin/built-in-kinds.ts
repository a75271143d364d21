import type { Condition } from '../core/condition';
import type { Severity } from '../rule/definition';

/** What Vitrine watches of itself, for each organization that it concerns. */
export const BUILT_IN_KINDS = ['source-failing', 'queue-backlog', 'alert-failing'] as const;
export type BuiltInKind = (typeof BUILT_IN_KINDS)[number];

interface BuiltIn {
  name: string;
  severity: Severity;
  /** What its series differ in; the first is the id that they are known by. */
  groupBy: readonly string[];
  condition: Condition;
  /** The condition in words. */
  words: string;
}

/** The value of a series is how many failures there were, or for how many seconds a job has waited. */
export const BUILT_IN: Readonly<Record<BuiltInKind, BuiltIn>> = {
  'source-failing': {
    name: 'A source fails',
    severity: 'warning',
    groupBy: ['sourceId', 'source'],
    condition: { operator: 'gt', value: 0 },
    words: 'data cannot be read from a source',
  },
  'queue-backlog': {
    name: 'A queue backs up',
    severity: 'critical',
    groupBy: ['queue'],
    // Beyond QUEUE_ALARM_SECONDS; the rest is not looked at.
    condition: { operator: 'gt', value: 0 },
    words: 'jobs wait for longer than they should',
  },
  'alert-failing': {
    name: 'An alert cannot be evaluated',
    severity: 'warning',
    groupBy: ['alertId', 'alert'],
    condition: { operator: 'gt', value: 0 },
    words: 'the question of an alert fails again and again',
  },
};
