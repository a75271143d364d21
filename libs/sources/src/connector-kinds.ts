import type { ConnectorKind } from './connector-kind';
import { folderKind } from './file/folder-kind';
import { uploadKind } from './file/upload-kind';

/** Every kind of source there is. */
export const CONNECTOR_KINDS: readonly ConnectorKind[] = [uploadKind, folderKind];
