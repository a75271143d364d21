import type { RememberedPrincipal } from '@app/auth';
import type { ExportFormat } from '../export-format';

/** Who gets what a schedule makes. `webhook`: the endpoints that ask for `export.ready`. */
export type Recipient = { type: 'mail'; address: string } | { type: 'webhook' };

export const DELIVERIES = ['link', 'attachment'] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** What a schedule says, as it is stored. Either `dashboardId` or `query` is there. */
export interface ScheduleDefinition {
  dashboardId: string | null;
  /** A MetricQuery as it was given. */
  query: Record<string, unknown> | null;
  rows: 'aggregates' | 'points';
  format: ExportFormat;
  timerange: string | null;
  filters: string | null;
  /** IANA name: of the clock that `cron` is read from, and of the times in a dashboard's file. */
  timezone: string;
  cron: string;
  recipients: Recipient[];
  delivery: Delivery;
  subject: string | null;
  message: string | null;
}

/** A schedule as it is stored. */
export interface ScheduleRecord {
  id: string;
  organizationId: string;
  name: string;
  definition: ScheduleDefinition;
  enabled: boolean;
  owner: RememberedPrincipal;
  nextDueAt: Date;
  missed: number;
  failures: number;
  pausedReason: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

/** The columns of a {@link ScheduleRecord} of the table `export_schedule`, called `s`. */
export const SCHEDULE_COLUMNS = `s.id, s.organization_id AS "organizationId", s.name, s.definition, s.enabled,
  json_build_object('kind', s.owner_kind, 'id', s.owner_id, 'organizationId', s.organization_id, 'permissions', s.owner_permissions) AS owner,
  s.next_due_at AS "nextDueAt", s.missed, s.failures, s.paused_reason AS "pausedReason",
  s.created_at AS "createdAt", s.updated_at AS "updatedAt", s.version`;

/** Whether endpoints of webhooks hear of its files. */
export function isAnnounced({ recipients }: ScheduleDefinition): boolean {
  return recipients.some(({ type }) => type === 'webhook');
}

/** The addresses that mails go to. */
export function addressesOf({ recipients }: ScheduleDefinition): string[] {
  return recipients.flatMap((each) => (each.type === 'mail' ? [each.address] : []));
}
