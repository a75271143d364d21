import { BUILT_IN } from '../builtin/built-in-kinds';
import type { Condition } from '../core/condition';
import type { ToldNews } from './alert-news';
import { renderTemplate } from './alert-templates';

const SHOWN_IN_TEXT = 20;
const LONGEST_SUBJECT = 200;
const WORDS = {
  firing: 'Firing',
  resolved: 'Resolved',
  noData: 'No data',
  error: 'Cannot be evaluated',
  reminder: 'Still firing',
  summary: 'Summary',
} as const;
const COLORS = {
  firing: '#c62828',
  reminder: '#c62828',
  summary: '#f9a825',
  resolved: '#2e7d32',
  noData: '#f9a825',
  error: '#6a1b9a',
} as const;

/** The subject of a mail: one line. */
export function subjectOf(told: ToldNews): string {
  const { title } = told.templates ?? {};
  if (title) return renderTemplate('title', title, valuesOf(told));
  const many = told.count > 1 ? ` (${told.count} series)` : '';
  return `[${WORDS[told.news]}] ${told.name}${many}`.slice(0, LONGEST_SUBJECT);
}

/** What a mail says, line by line. */
export function linesOf(told: ToldNews): string[] {
  const { body } = told.templates ?? {};
  const bound = boundLines(told);
  if (body) return [...renderTemplate('body', body, valuesOf(told)).split('\n'), ...bound];
  return [
    `${WORDS[told.news]}: ${told.name}`,
    `Severity: ${told.severity}`,
    `Condition: ${wordsOf(told)}`,
    ...(told.error === undefined ? [] : [`Reason: ${told.error}`]),
    ...bound,
    ...seriesLines(told),
    ...Object.entries(told.labels).map(([name, value]) => oneLine(`${name}: ${value}`)),
    `At: ${told.at}`,
    `Alert: ${told.alertId}`,
  ];
}

/** The mail's HTML; everything that users wrote is escaped. */
export function htmlOf(told: ToldNews): string {
  return `<p>${linesOf(told).map(escapeHtml).join('<br>\n')}</p>`;
}

/** The JSON that incoming webhooks of Slack read, and of what imitates them. */
export function slackOf(told: ToldNews): object {
  const [first = '', ...rest] = linesOf(told);
  const { title, body } = told.templates ?? {};
  const lines = body ? [first, ...rest] : rest;
  return {
    text: escapeSlack(title || body ? subjectOf(told) : first),
    attachments: [{ color: COLORS[told.news], text: lines.map(escapeSlack).join('\n') }],
  };
}

/** What people must know when an alert is told of too often. */
function boundLines({ last, held, count, news, isNew }: ToldNews): string[] {
  if (news === 'summary')
    return [
      `Held back: ${held ?? 0}, as this alert was told of too often`,
      count === 0 ? 'Now: all well' : `Now: ${count} series not well`,
    ];
  if (isNew)
    return [
      'New, so sent at once: other news of this alert are held back, and told in one summary each 15 minutes',
      ...(last === undefined
        ? []
        : [`New alarms told ${last} times within an hour: those that follow are held back too`]),
    ];
  return last === undefined
    ? []
    : [
        `Told ${last} times within an hour: what follows is held back, but for new alarms, and told in one summary each 15 minutes`,
      ];
}

/** A condition in words. */
export function conditionText(condition: Condition): string {
  const of = condition.column === undefined ? '' : `${condition.column} `;
  switch (condition.operator) {
    case 'gt':
      return `${of}above ${condition.value}`;
    case 'lt':
      return `${of}below ${condition.value}`;
    case 'between':
      return `${of}from ${condition.from} to ${condition.to}`;
    case 'change':
      return `${of}${condition.direction === 'any' ? 'changed' : condition.direction} by more than ${condition.percent} %`;
    default:
      return `${of}without data`;
  }
}

function seriesLines({ series, count }: ToldNews): string[] {
  const more = count - SHOWN_IN_TEXT;
  return [...series.slice(0, SHOWN_IN_TEXT).map(seriesText), ...(more > 0 ? [`and ${more} more`] : [])];
}

function seriesText({ group, value, detail }: ToldNews['series'][number]): string {
  const names = Object.entries(group).map(([name, each]) => `${name}=${oneLine(each ?? 'none')}`);
  return `${names.length > 0 ? names.join(', ') : 'Value'}: ${detail ?? value ?? 'no data'}`;
}

function wordsOf({ builtIn, condition }: ToldNews): string {
  return builtIn ? BUILT_IN[builtIn].words : conditionText(condition as Condition);
}

/** What the placeholders of templates stand for. Those of groups and the value are of the first series. */
function valuesOf(told: ToldNews): Record<string, string> {
  const [first] = told.series;
  const named = (prefix: string, entries: Record<string, string | null>) =>
    Object.entries(entries).map(([name, value]) => [`${prefix}.${name}`, oneLine(value ?? 'none')] as const);
  return {
    name: told.name,
    state: WORDS[told.news],
    severity: told.severity,
    condition: wordsOf(told),
    series: seriesLines(told).join('\n'),
    count: String(told.count),
    value: String(first?.value ?? 'no data'),
    reason: told.error ?? first?.detail ?? '',
    at: told.at,
    alertId: told.alertId,
    ...Object.fromEntries([...named('labels', told.labels), ...named('group', first?.group ?? {})]),
  };
}

/** What points say must not look like lines of Vitrine's own, nor turn round what follows. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** As Slack asks for it. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
