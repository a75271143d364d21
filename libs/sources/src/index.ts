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
} from './connector';
export type { Connection, ConnectorContext, ConnectorKind } from './connector-kind';
export { CONNECTOR_KINDS } from './connector-kinds';
export { SourceError, type SourceErrorReason } from './source-error';
