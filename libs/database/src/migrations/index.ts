import { Identity } from './0001-identity';
import { Outbox } from './0002-outbox';
import { Metrics } from './0003-metrics';
import { Dashboards } from './0004-dashboards';
import { Rollups } from './0005-rollups';
import { Telemetry } from './0006-telemetry';
import { Preferences } from './0007-preferences';
import { RollupUpkeep } from './0008-rollup-upkeep';
import { Audit } from './0009-audit';
import { AccountTokens } from './0010-account-tokens';
import { ApiKeys } from './0011-api-keys';
import { AuditUpkeep } from './0012-audit-upkeep';
import { Sharing } from './0013-sharing';
import { QueryShapes } from './0014-query-shapes';
import { Revisions } from './0017-revisions';
import { StreamTickets } from './0018-stream-tickets';
import { Exports } from './0019-exports';
import { SketchesAsBytes } from './0021-sketches-as-bytes';
import { OrphanedMetrics } from './0023-orphaned-metrics';
import { WebhookSources } from './0025-webhook-sources';
import { WebhookEndpoints } from './0026-webhook-endpoints';
import { Alerts } from './0027-alerts';

/** Every migration in order. Names are stored: never rename, only append. */
export const MIGRATIONS = [
  { name: '0001-identity', class: Identity },
  { name: '0002-outbox', class: Outbox },
  { name: '0003-metrics', class: Metrics },
  { name: '0004-dashboards', class: Dashboards },
  { name: '0005-rollups', class: Rollups },
  { name: '0006-telemetry', class: Telemetry },
  { name: '0007-preferences', class: Preferences },
  { name: '0008-rollup-upkeep', class: RollupUpkeep },
  { name: '0009-audit', class: Audit },
  { name: '0010-account-tokens', class: AccountTokens },
  { name: '0011-api-keys', class: ApiKeys },
  { name: '0012-audit-upkeep', class: AuditUpkeep },
  { name: '0013-sharing', class: Sharing },
  { name: '0014-query-shapes', class: QueryShapes },
  { name: '0017-revisions', class: Revisions },
  { name: '0018-stream-tickets', class: StreamTickets },
  { name: '0019-exports', class: Exports },
  { name: '0021-sketches-as-bytes', class: SketchesAsBytes },
  { name: '0023-orphaned-metrics', class: OrphanedMetrics },
  { name: '0025-webhook-sources', class: WebhookSources },
  { name: '0026-webhook-endpoints', class: WebhookEndpoints },
  { name: '0027-alerts', class: Alerts },
];
