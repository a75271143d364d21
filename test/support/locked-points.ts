import type { World } from './world';

/** Runs `work` while every statement on points waits. */
export async function whilePointsAreLocked({ database }: World, work: () => Promise<void>): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('LOCK TABLE metrics.points IN ACCESS EXCLUSIVE MODE');
    await work();
  });
}

/** How many statements wait for a lock in the world's database. */
export async function waitingStatements({ database }: World): Promise<number> {
  const { rows } = await database.query(
    `SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'active' AND wait_event_type = 'Lock'`,
  );
  return rows.length;
}
