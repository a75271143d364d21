import { AppError } from '@app/platform';
import { DURATION_FORMS, parseDuration } from '../core/span';
import type { UpdateAlertDto } from './alert.dto';
import { parseTemplates } from '../notification/alert-templates';
import type { Channel } from './channels';
import { parseChannels } from './channels';
import type { RuleDefinition } from './definition';
import { assertRecover, parseCondition, parseRuleQuery } from './parse-condition';

const MOST_LABELS = 20;
const LONGEST_LABEL = 200;
const DAY = 86_400_000;
const LONGEST_MS = 30 * DAY;

/** What decides over the state of a built-in rule. */
const FIXED = ['name', 'query', 'condition', 'recover', 'noData', 'error', 'interval'] as const;

const DEFAULTS = {
  for: '0s',
  recover: null,
  noData: 'noData',
  error: 'error',
  interval: '1m',
  repeat: null,
  severity: 'warning',
  labels: {},
} as const;

/**
 * What a rule says after a change; everything is checked as a whole. URLs in channels are as they were given.
 * @param domains that mails may go to; none for all
 * @throws AppError VALIDATION_FAILED, LIMIT_EXCEEDED
 */
export function mergeDefinition(
  before: RuleDefinition | undefined,
  input: UpdateAlertDto,
  domains: readonly string[],
): { definition: RuleDefinition; metrics: string[] } {
  const base = before ?? DEFAULTS;
  const rawQuery = input.query ?? before?.query ?? {};
  const query = parseRuleQuery(rawQuery);
  const condition = parseCondition(input.condition ?? before?.condition, query);
  const recover = input.recover === undefined ? base.recover : input.recover;
  assertRecover(recover, condition);
  const definition: RuleDefinition = {
    query: rawQuery,
    condition,
    recover,
    noData: input.noData ?? base.noData,
    error: input.error ?? base.error,
    interval: assertDuration('/interval', input.interval ?? base.interval, 10_000, DAY),
    ...mergeTelling(before, input, query.groupBy, domains),
  };
  return { definition, metrics: [...new Set(query.metrics.map(({ metric }) => metric))] };
}

/** What it is that a built-in rule looks at is not for anybody to say. @throws AppError VALIDATION_FAILED */
export function mergeBuiltIn(
  before: RuleDefinition,
  input: UpdateAlertDto,
  groupBy: readonly string[],
  domains: readonly string[],
): RuleDefinition {
  const fixed = FIXED.find((name) => input[name] !== undefined);
  if (fixed !== undefined)
    throw AppError.invalid(`/${fixed}`, `${fixed} of a built-in alert cannot be changed`);
  return { ...before, ...mergeTelling(before, input, groupBy, domains) };
}

type Telling = Pick<RuleDefinition, 'for' | 'repeat' | 'severity' | 'labels' | 'channels' | 'templates'>;

/** When people are told, who, and what. */
function mergeTelling(
  before: RuleDefinition | undefined,
  input: UpdateAlertDto,
  groupBy: readonly string[],
  domains: readonly string[],
): Telling {
  const base = before ?? DEFAULTS;
  const repeat = input.repeat === undefined ? base.repeat : input.repeat;
  if (repeat !== null) assertDuration('/repeat', repeat, 60_000, LONGEST_MS);
  const channels: Channel[] =
    input.channels === undefined ? (before?.channels ?? []) : parseChannels(input.channels, domains);
  const labels = assertLabels(input.labels ?? base.labels);
  return {
    for: assertDuration('/for', input.for ?? base.for, 0, LONGEST_MS),
    repeat,
    severity: input.severity ?? base.severity,
    labels,
    channels,
    templates: parseTemplates({ ...before?.templates, ...input.templates }, { labels, groupBy }),
  };
}

/** @throws AppError VALIDATION_FAILED */
export function assertDuration(pointer: string, text: string, least: number, most: number): string {
  const ms = parseDuration(text);
  if (ms === undefined || ms < least || ms > most)
    throw AppError.invalid(
      pointer,
      `${pointer.slice(1)} must be ${DURATION_FORMS}, from ${least / 1_000}s to ${most / 1_000}s`,
    );
  return text;
}

function assertLabels(labels: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(labels);
  const isGood = ([name, value]: [string, unknown]): boolean =>
    name.length <= LONGEST_LABEL &&
    typeof value === 'string' &&
    value.length <= LONGEST_LABEL &&
    isStorable(name) &&
    isStorable(value);
  if (entries.length > MOST_LABELS || !entries.every(isGood))
    throw AppError.invalid(
      '/labels',
      `labels must be at most ${MOST_LABELS} texts of at most ${LONGEST_LABEL} characters`,
    );
  return labels as Record<string, string>;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
