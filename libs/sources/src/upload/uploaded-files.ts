import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@app/database';
import { FileStore } from '@app/files';
import { AppError, isId } from '@app/platform';
import type { Connection } from '../connector-kind';
import { uploadKey } from '../file/uploaded-file-place';
import { UPLOAD } from '../file/upload-kind';

/** SQL that tells whether a source reads the file of a row `f`. */
export const IS_USED = `EXISTS (SELECT FROM data_source s
  WHERE s.organization_id = f.organization_id AND s.kind = '${UPLOAD}' AND s.connection->>'fileId' = f.id::text)`;

/** Uploaded files as sources see them. */
@Injectable()
export class UploadedFiles {
  constructor(private readonly files: FileStore) {}

  /**
   * Holds when a connection names no uploaded file, or one that there is; it stays until the transaction ends.
   * @throws AppError UNKNOWN_REFERENCE
   */
  async assertThere(tx: SqlExecutor, organizationId: string, { kind, fileId }: Connection): Promise<void> {
    if (kind !== UPLOAD) return;
    const { rows } = isId(String(fileId))
      ? await tx.query('SELECT FROM uploaded_file WHERE id = $1 AND organization_id = $2 FOR KEY SHARE', [
          fileId,
          organizationId,
        ])
      : { rows: [] };
    if (rows.length > 0) return;
    const message = `There is no uploaded file ${JSON.stringify(fileId)}; files that no source uses are deleted after a day.`;
    throw new AppError('UNKNOWN_REFERENCE', message, {
      errors: [{ pointer: '/connection/fileId', message }],
    });
  }

  /**
   * Deletes the file of a connection that was given up, unless another source reads it.
   * @returns takes it out of the store as well; to be called when the transaction has been committed
   */
  async release(
    tx: SqlExecutor,
    organizationId: string,
    { kind, fileId }: Connection,
  ): Promise<() => Promise<void>> {
    if (kind !== UPLOAD) return async () => undefined;
    const { rows } = await tx.query(
      `DELETE FROM uploaded_file f WHERE id::text = $1 AND organization_id = $2 AND NOT ${IS_USED} RETURNING id`,
      [fileId, organizationId],
    );
    return async () => {
      if (rows.length > 0) await this.forget(organizationId, String(fileId));
    };
  }

  /** Takes a file out of the store whose row is gone. What stays there is removed by the job that looks for such files. */
  async forget(organizationId: string, fileId: string): Promise<void> {
    await this.files.delete(uploadKey(organizationId, fileId)).catch(() => undefined);
  }
}
