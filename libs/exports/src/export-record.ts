import type { DataPolicy, RememberedPrincipal } from '@app/auth';
import type { ExportFormat } from './export-format';

export const EXPORT_STATUSES = ['queued', 'running', 'ready', 'failed', 'expired', 'cancelled'] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** What an export of a dashboard changes about what the widgets ask. */
export interface DashboardExportRequest {
  timerange?: string;
  filters?: string;
  timezone?: string;
}

/** What an export of a query asks. */
export interface QueryExportRequest {
  /** A MetricQuery as it was given. */
  query: Record<string, unknown>;
  /** `points`: the points themselves instead of aggregates of them. */
  rows?: 'aggregates' | 'points';
}

/** An export as it is stored. */
export interface ExportRecord {
  id: string;
  organizationId: string;
  owner: RememberedPrincipal;
  kind: 'dashboard' | 'query';
  dashboardId: string | null;
  format: ExportFormat;
  /** What its file is called, without the ending. */
  name: string;
  request: DashboardExportRequest | QueryExportRequest;
  status: ExportStatus;
  progress: number;
  rows: number | null;
  bytes: number | null;
  sha256: string | null;
  error: string | null;
  fileKey: string | null;
  /** What its owner was let see when it was made; null before that. */
  dataPolicy: DataPolicy | null;
  /** How long its file is kept; null for as long as files are by default. */
  keepHours: number | null;
  scheduleId: string | null;
  /** Whether endpoints of webhooks hear of it. */
  announced: boolean;
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
}

/** The columns of a {@link ExportRecord} of the table `export`. */
export const EXPORT_COLUMNS = `id, organization_id AS "organizationId",
  json_build_object('kind', principal_kind, 'id', principal_id, 'organizationId', organization_id, 'permissions', permissions) AS owner,
  kind, dashboard_id AS "dashboardId", format, name, request, status, progress, rows::float8 AS rows, bytes::float8 AS bytes,
  sha256, error, file_key AS "fileKey", data_policy AS "dataPolicy", keep_hours AS "keepHours", schedule_id AS "scheduleId", announced,
  created_at AS "createdAt", finished_at AS "finishedAt", expires_at AS "expiresAt"`;
