import { AppError, isId } from '@app/platform';
import type { ConnectorKind } from '../connector-kind';
import { FileConnector } from './file-connector';
import { type FileOptions, parseFileOptions } from './file-options';
import { UploadedFilePlace, uploadKey } from './uploaded-file-place';

const MB = 1024 * 1024;
/** The kind of sources that read an uploaded file. */
export const UPLOAD = 'upload';

/** A file that was uploaded before. */
export type UploadConnection = { kind: typeof UPLOAD; fileId: string } & FileOptions;

export const uploadKind: ConnectorKind<UploadConnection> = {
  type: 'file',
  kind: UPLOAD,
  secrets: [],
  parse(input) {
    const options = parseFileOptions(input, ['fileId']);
    const { fileId } = input;
    if (typeof fileId !== 'string' || !isId(fileId))
      throw AppError.invalid('/connection/fileId', 'fileId must be the id of an uploaded file');
    return { kind: UPLOAD, fileId, ...options };
  },
  open({ fileId, ...options }, { files, organizationId, config }) {
    const place = new UploadedFilePlace(
      files,
      uploadKey(organizationId, fileId),
      config.sourceFileMaxMb * MB,
    );
    return new FileConnector(place, options, config, organizationId);
  },
};
