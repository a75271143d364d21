import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { newId, Telemetry } from '@app/platform';

/** Processes of one kind that are told apart; the others share a name. */
const SLOTS = 64;
/** A slot that was not renewed for so long is free. */
const FREE_AFTER = '60 seconds';
const WITHOUT_A_SLOT = 'more';

/**
 * A small number for this process among those of its kind, so that the points of an installation stay within a fixed
 * set of series however often its processes are replaced. A host name or process id would be new with every deploy.
 */
@Injectable()
export class InstanceSlot {
  private readonly holder = newId();
  private slot: number | undefined;

  constructor(
    private readonly database: Database,
    private readonly telemetry: Telemetry,
  ) {}

  /** The name of this process, `1` to `64`, which stays its own as long as it asks at least once a minute. */
  async name(): Promise<string> {
    if (this.slot === undefined || !(await this.renew(this.slot))) this.slot = await this.claim();
    return this.slot === undefined ? WITHOUT_A_SLOT : String(this.slot);
  }

  /** Gives it to the next process at once. */
  async release(): Promise<void> {
    if (this.slot === undefined) return;
    await this.database.query('DELETE FROM metrics.reporter WHERE process = $1 AND holder = $2', [
      this.telemetry.process,
      this.holder,
    ]);
    this.slot = undefined;
  }

  private async renew(slot: number): Promise<boolean> {
    const { rowCount } = await this.database.query(
      'UPDATE metrics.reporter SET seen_at = now() WHERE process = $1 AND slot = $2 AND holder = $3',
      [this.telemetry.process, slot, this.holder],
    );
    return rowCount === 1;
  }

  /** The smallest free slot; undefined when there is none, or another process was faster. */
  private async claim(): Promise<number | undefined> {
    const { rows } = await this.database.query<{ slot: number }>(
      `INSERT INTO metrics.reporter AS r (process, slot, holder, seen_at)
       SELECT $1, s.slot, $2, now() FROM generate_series(1, $3::int) AS s (slot)
       WHERE NOT EXISTS (SELECT FROM metrics.reporter t WHERE t.process = $1 AND t.slot = s.slot
                         AND t.seen_at > now() - $4::interval)
       ORDER BY s.slot LIMIT 1
       ON CONFLICT (process, slot) DO UPDATE SET holder = excluded.holder, seen_at = excluded.seen_at
       WHERE r.seen_at <= now() - $4::interval
       RETURNING slot`,
      [this.telemetry.process, this.holder, SLOTS, FREE_AFTER],
    );
    return rows[0]?.slot;
  }
}
