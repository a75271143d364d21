import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { FileStore } from '@app/files';
import { Clock } from '@app/platform';
import { IS_USED, UploadedFiles } from './uploaded-files';

const HOUR_MS = 3_600_000;
/** How long a file may wait for its first source. */
const UNUSED_MS = 24 * HOUR_MS;
/** Between a file and its row there are seconds. */
const ORPHAN_MS = HOUR_MS;
const AT_ONCE = 500;
const KEY = /^uploads\/([^/]+)\/([^/]+)$/;

/** Deletes uploaded files that nobody made a source of, and those that belong to no row. */
@Injectable()
export class UploadsUpkeep {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly uploaded: UploadedFiles,
    private readonly clock: Clock,
  ) {}

  async run(signal: AbortSignal): Promise<{ expired: number; orphans: number }> {
    const now = this.clock.now().getTime();
    const { rows } = await this.database.query<{ id: string; organizationId: string }>(
      `DELETE FROM uploaded_file WHERE id IN (
         SELECT id FROM uploaded_file f WHERE created_at < $1 AND NOT ${IS_USED} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING id, organization_id AS "organizationId"`,
      [new Date(now - UNUSED_MS)],
    );
    for (const { id, organizationId } of rows) await this.uploaded.forget(organizationId, id);
    return { expired: rows.length, orphans: await this.sweep(now, signal) };
  }

  /** Of uploads that ended with their process, and of organizations that are gone. */
  private async sweep(now: number, signal: AbortSignal): Promise<number> {
    let orphans = 0;
    let old: string[] = [];
    const remove = async (): Promise<void> => {
      const ids = old.map((key) => KEY.exec(key)?.[2]);
      const { rows } = await this.database.query<{ id: string }>(
        'SELECT id::text AS id FROM uploaded_file WHERE id::text = ANY($1)',
        [ids],
      );
      const kept = new Set(rows.map(({ id }) => id));
      for (const [index, key] of old.entries()) {
        if (kept.has(ids[index] ?? '')) continue;
        await this.files.delete(key);
        orphans++;
      }
      old = [];
    };
    for await (const { key, modifiedAt } of this.files.list('uploads/')) {
      signal.throwIfAborted();
      if (modifiedAt.getTime() < now - ORPHAN_MS) old.push(key);
      if (old.length === AT_ONCE) await remove();
    }
    if (old.length > 0) await remove();
    return orphans;
  }
}
