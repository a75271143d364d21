import type { PublishedEvent } from '@app/database';

/** What endpoints can ask for. */
export const WEBHOOK_EVENTS = [
  'alert.error',
  'alert.fired',
  'alert.no-data',
  'alert.resolved',
  'dashboard.deleted',
  'dashboard.updated',
  'export.failed',
  'export.ready',
  'source.failed',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What a test sends. */
export const TEST_EVENT = 'webhook.test';

const ALERT = ['alertId', 'name', 'state', 'severity', 'labels', 'condition', 'series', 'count', 'at'];
const ALERT_EVENTS: Readonly<Record<string, WebhookEvent>> = {
  firing: 'alert.fired',
  resolved: 'alert.resolved',
  noData: 'alert.no-data',
  error: 'alert.error',
};

/**
 * Which members of an event's payload leave the house. What is not listed stays inside, whatever is added to an event later;
 * none of these is a secret.
 */
const MEMBERS: Readonly<Record<WebhookEvent, readonly string[]>> = {
  'alert.error': ALERT,
  'alert.fired': ALERT,
  'alert.no-data': ALERT,
  'alert.resolved': ALERT,
  'dashboard.deleted': ['dashboardId'],
  'dashboard.updated': ['dashboardId', 'version'],
  'export.failed': ['exportId', 'dashboardId', 'scheduleId', 'format', 'status'],
  'export.ready': [
    'exportId',
    'dashboardId',
    'scheduleId',
    'format',
    'status',
    'rows',
    'bytes',
    'sha256',
    'expiresAt',
  ],
  'source.failed': ['sourceId', 'runId', 'metrics', 'name', 'reason', 'at'],
};

/** An event as endpoints see it. */
export interface OutgoingEvent {
  event: WebhookEvent;
  data: Record<string, unknown>;
}

/** What endpoints hear of an event of the outbox; undefined for what is no concern of theirs. */
export function outgoingEvent({
  topic,
  payload,
}: Pick<PublishedEvent, 'topic' | 'payload'>): OutgoingEvent | undefined {
  const told = payload as unknown as Record<string, unknown>;
  const event = named(topic, told);
  if (event === undefined) return undefined;
  const data = Object.fromEntries(
    MEMBERS[event].flatMap((name) => (told[name] === undefined ? [] : [[name, told[name]]])),
  );
  return { event, data };
}

/** The last progress of an export is what became of it. */
function named(topic: string, { status, state, isQuiet }: Record<string, unknown>): WebhookEvent | undefined {
  if (isQuiet === true) return undefined;
  if (topic === 'export.progress')
    return status === 'ready' ? 'export.ready' : status === 'failed' ? 'export.failed' : undefined;
  if (topic === 'alert') return ALERT_EVENTS[String(state)];
  return (WEBHOOK_EVENTS as readonly string[]).includes(topic) ? (topic as WebhookEvent) : undefined;
}

/** For every member that a filter names, the values of which one must be there. */
export type EventFilters = Record<string, string[]>;

export function passes(filters: EventFilters | null, data: Record<string, unknown>): boolean {
  return Object.entries(filters ?? {}).every(([name, values]) => values.includes(String(data[name])));
}

/** Every member that a filter can name. */
export const FILTER_MEMBERS: readonly string[] = [...new Set(Object.values(MEMBERS).flat())].toSorted();
