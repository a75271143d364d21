/**
 * Every event that a transaction can leave behind, by topic, with the payload that its readers get. Payloads outlive
 * deploys: add fields as optional, never change a meaning.
 */
export interface OutboxEvents {
  /** Points were stored or removed. Half-open UTC intervals of whole days per metric, in ISO 8601. */
  'points.changed': { metrics: { metricId: number; metric: string; from: string; to: string }[] };
  /** Anything of the dashboard, its widgets and with whom it is shared. */
  'dashboard.updated': { dashboardId: string; version: number };
  'dashboard.deleted': { dashboardId: string };
  /** A widget was made, changed or removed; `dashboard.updated` comes with it. The subject is the dashboard. */
  'widget.updated': { widgetId: string; dashboardId: string; change: 'created' | 'updated' | 'removed' };
  /**
   * How far an export is; `progress` from 0 to 100, `status` as in `GET /exports/:id/status`. The rest once it is ready;
   * `scheduleId` if a schedule asked for it, `isQuiet` if that does not want endpoints of webhooks to hear of it.
   */
  'export.progress': {
    exportId: string;
    dashboardId?: string;
    status: string;
    progress: number;
    format?: string;
    rows?: number;
    bytes?: number;
    sha256?: string;
    expiresAt?: string;
    scheduleId?: string;
    isQuiet?: true;
  };
  /**
   * Series of an alert began to fire, were resolved, have no data or cannot be evaluated (`state`: firing, resolved, noData, error);
   * `at` in ISO 8601 UTC. `count` of them, of which `series` holds the first. Values are for those alone who may see all data.
   */
  alert: {
    alertId: string;
    name: string;
    state: string;
    severity?: string;
    at: string;
    labels?: Record<string, string>;
    condition?: object;
    /** Vitrine's own alerts; absent in those that people made. */
    builtIn?: string;
    series?: { group: Record<string, string | null>; value: number | null }[];
    count?: number;
  };
  /** Anything of a data source: how it is reached, what becomes of its records. `version` is its own now; absent: it is gone. */
  'source.changed': { sourceId: string; version?: number };
  /**
   * A source failed, for good or for so long that somebody should know: where a run read it (`runId`), or where metrics that are mapped
   * onto it were asked for (`metrics`, by name). `at` in ISO 8601 UTC.
   */
  'source.failed': {
    sourceId: string;
    runId?: string;
    metrics?: string[];
    name: string;
    reason: string;
    at: string;
  };
  'session.ended': { sessionIds: string[]; userId: string };
  /** Anything of an API key: what it may do, that it was rotated, that it is gone. */
  'api-key.changed': { keyId: string };
  /** Anything of the account or its preferences. */
  'user.changed': { userId: string };
  /** What the user owned now says that nobody does. */
  'user.deleted': { userId: string };
  /** Anything that the catalogue shows of the metric: its description, its dimensions, or values of them. */
  'catalog.changed': { metricId: number; metric: string };
  /** What the caches of all processes tell each other; never stored. */
  'cache.message': { text: string };
  /** A job to put into its queue once the transaction that asks for it has committed. */
  'job.requested': { name: string; payload: unknown; jobId?: string; delayMs?: number };
}

export type OutboxTopic = keyof OutboxEvents;

/** One event. `subject` is the id of the row whose lock orders it: events of one subject are published in order. */
export interface OutboxEvent<T extends OutboxTopic = OutboxTopic> {
  topic: T;
  subject: string;
  /** Null for events of the platform itself. */
  organizationId: string | null;
  payload: OutboxEvents[T];
}
