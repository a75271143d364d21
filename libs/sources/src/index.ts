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
export { SourceError, type SourceErrorReason } from './source-error';
export { folderKind, type FolderConnection } from './file/folder-kind';
export { type UploadConnection, uploadKind } from './file/upload-kind';
export { uploadKey } from './file/uploaded-file-place';
