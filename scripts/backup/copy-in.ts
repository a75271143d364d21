import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BackupTable, Checksum } from './manifest';
import { copyTarget } from './table-name';

/** The loading of one table. */
export class CopyIn {
  private readonly stream;
  private readonly done: Promise<void>;
  private readonly hash = createHash('sha256');
  private bytes = 0;

  constructor(client: Client, table: BackupTable) {
    this.stream = client.query(copyFrom(`COPY ${copyTarget(table)} FROM STDIN`));
    this.done = finished(this.stream);
    this.done.catch(() => {}); // heard by whoever writes or finishes
  }

  async write(body: Buffer): Promise<void> {
    this.hash.update(body);
    this.bytes += body.length;
    if (!this.stream.write(body)) await Promise.race([once(this.stream, 'drain'), this.done]);
  }

  /** Ends it and says what was loaded. */
  async finish(): Promise<Checksum> {
    this.stream.end();
    await this.done;
    return { rows: this.stream.rowCount, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}
