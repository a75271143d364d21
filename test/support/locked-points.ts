import type { World } from './world';

/** Runs `work` while every statement on points waits. */
export async function whilePointsAreLocked({ database }: World, work: () => Promise<void>): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('LOCK TABLE metrics.points IN ACCESS EXCLUSIVE MODE');
    await work();
  });
}

/** The processes of the world's database whose statements wait for a lock. */
export async function waitingStatements({ database }: World): Promise<number[]> {
  const { rows } = await database.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'active' AND wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid);
}
