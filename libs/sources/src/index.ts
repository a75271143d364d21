import { DataSource } from './source/data-source.entity';

export { sourceProblem } from './check/source-problem';
export {
  type CheckedContext,
  checkedAddresses,
  checkedConnect,
  checkedLookup,
  CheckedSocket,
  CONNECT_TIMEOUT_MS,
} from './checked-socket';
export {
  canQuery,
  canRead,
  type ColumnType,
  type Connector,
  type Dialect,
  type QueryConnector,
  type ReadConnector,
  SOURCE_TYPES,
  type SourceBatch,
  type SourceColumn,
  type SourcePosition,
  type SourceQueryOptions,
  type SourceReadOptions,
  type SourceRows,
  type SourceSchema,
  type SourceStatement,
  type SourceTable,
  type SourceType,
  type SourceValue,
  UnreadableRecord,
} from './connector';
export { ApiIntegrationError, type ApiFailure } from './api/client/api-integration-error';
export type { CircuitState } from './api/traffic/source-lane';
export { SourceTraffic } from './api/traffic/source-traffic';
export type { Connection, ConnectorContext, ConnectorKind } from './connector-kind';
export { parseExactJson } from './records/exact-json';
export { assertExpression, evaluate, ExpressionError } from './records/expression';
export { readTime } from './records/read-time';
export { timeFormatProblem } from './records/time-format';
export { CONNECTOR_KINDS, ConnectorKinds } from './connector-kinds';
export { ConnectorOpener } from './manager/connector-opener';
export {
  DataSourceManager,
  type RunOptions,
  type SourceHealth,
  type UsedSource,
} from './manager/data-source-manager';
export { SourceStatus } from './manager/source-status';
export { type ProposedRoles, proposeRoles } from './schema/propose-roles';
export { DataSource } from './source/data-source.entity';
export { nextTime, parseSchedule, type Schedule } from './source/schedule';
export { SourceConnections } from './source/source-connections';
export { SourceMappings } from './source/source-mappings';
export { SourceReadings } from './source/source-readings';
export { OwnLimitError, SOURCE_ERROR_REASONS, SourceError, type SourceErrorReason } from './source-error';
export { SourcesApiModule } from './sources-api.module';
export { SourcesModule } from './sources.module';
export { SourcesWorkerModule } from './sources-worker.module';

/** The entities of this lib, for the ORM. */
export const SOURCES_ENTITIES = [DataSource];
