import type { ConnectorKind } from '../connector-kind';
import { SourceError } from '../source-error';
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
    const { sourceFilesDir } = config;
    if (sourceFilesDir === undefined)
      throw new SourceError('refused', 'This installation has no folder for sources (SOURCE_FILES_DIR).');
    const root = sourceFilesDir.replaceAll('{organization}', organizationId);
    return new FileConnector(new FolderPlace(root, patternParts(path)), options, config);
  },
};
