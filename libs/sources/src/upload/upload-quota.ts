import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@app/database';
import { AppConfig, AppError } from '@app/platform';

const MB = 1024 * 1024;
const MOST_FILES = 1_000;
/** Uploads of one organization that arrive in one process at once. */
const MOST_ARRIVING = 4;
const RETRY_SECONDS = 30;

/** How much an organization may upload. */
@Injectable()
export class UploadQuota {
  private readonly arriving = new Map<string, number>();

  constructor(private readonly config: AppConfig) {}

  /** @throws AppError 429 UPLOAD_LIMIT */
  async arrive<T>(organizationId: string, work: () => Promise<T>): Promise<T> {
    const others = this.arriving.get(organizationId) ?? 0;
    if (others >= MOST_ARRIVING)
      throw new AppError('UPLOAD_LIMIT', `Your organization is uploading ${others} files already.`, {
        retryAfterSeconds: RETRY_SECONDS,
      });
    this.arriving.set(organizationId, others + 1);
    try {
      return await work();
    } finally {
      const left = (this.arriving.get(organizationId) ?? 1) - 1;
      if (left > 0) this.arriving.set(organizationId, left);
      else this.arriving.delete(organizationId);
    }
  }

  /**
   * Whether one more file of so many bytes has room. Holds the organization's lock until the transaction ends, so that uploads at the same
   * time are counted one after the other.
   * @throws AppError 429 UPLOAD_LIMIT
   */
  async assertRoom(tx: SqlExecutor, organizationId: string, bytes: number): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('uploads of ' || $1::text, 0))", [
      organizationId,
    ]);
    const { rows } = await tx.query<{ files: number; bytes: number }>(
      'SELECT count(*)::int AS files, coalesce(sum(bytes), 0)::float8 AS bytes FROM uploaded_file WHERE organization_id = $1',
      [organizationId],
    );
    const taken = rows[0] ?? { files: 0, bytes: 0 };
    const most = this.config.sourceFilesQuotaMb * MB;
    if (taken.files < MOST_FILES && taken.bytes + bytes <= most) return;
    throw new AppError(
      'UPLOAD_LIMIT',
      `Your organization has ${taken.files} uploaded files of ${taken.bytes} bytes together; at most ${MOST_FILES} and ${most} bytes are kept. Delete some.`,
      { retryAfterSeconds: RETRY_SECONDS },
    );
  }
}
