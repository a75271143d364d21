import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { Clock } from '@app/platform';

/** A count that all processes share. Windows are fixed and clock-aligned. */
export interface Window {
  /** What is counted; kept as it is, so hash what is private. */
  key: string;
  windowMs: number;
  /** Most that one window admits. */
  limit: number;
}

export type Taken = { admitted: true; count: number } | { admitted: false; retryAfterSeconds: number };

/** Counters in PostgreSQL: no set of processes ever admits more than the limit, and none holds a lock while it waits. */
@Injectable()
export class WindowCounter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Counts one, unless the window is full. */
  async take({ key, windowMs, limit }: Window): Promise<Taken> {
    const now = this.clock.now().getTime();
    const start = now - (now % windowMs);
    const { rows } = await this.database.query<{ n: number }>(
      `INSERT INTO limit_counter AS c (key, window_start, n) VALUES ($1, $2, 1)
       ON CONFLICT (key, window_start) DO UPDATE SET n = c.n + 1 WHERE c.n < $3
       RETURNING n`,
      [key, new Date(start), limit],
    );
    if (rows[0]) return { admitted: true, count: rows[0].n };
    return { admitted: false, retryAfterSeconds: Math.ceil((start + windowMs - now) / 1_000) };
  }

  /** Begins a key anew. */
  async reset(key: string): Promise<void> {
    await this.database.query('DELETE FROM limit_counter WHERE key = $1', [key]);
  }
}
