import type { ConnectorKind } from '../connector-kind';
import { FileConnector } from './file-connector';
import { type FileOptions, parseFileOptions } from './file-options';
import { FolderPlace } from './folder-place';
import { patternParts } from './folder-pattern';

/** Files of the folder that is set aside for sources: one, or all whose names are like `sales/*.parquet`. */
export type FolderConnection = { kind: 'folder'; path: string } & FileOptions;

export const folderKind: ConnectorKind<FolderConnection> = {
  type: 'file',
  kind: 'folder',
  secrets: [],
  parse(input) {
    const options = parseFileOptions(input, ['path']);
    return { kind: 'folder', path: patternParts(input.path).join('/'), ...options };
  },
  open({ path, ...options }, { config, organizationId }) {
    const root = config.sourceFilesDir?.replaceAll('{organization}', organizationId);
    return new FileConnector(new FolderPlace(root, patternParts(path)), options, config, organizationId);
  },
};
