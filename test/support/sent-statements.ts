import { Orm } from '@app/database';
import type { World } from './world';

/** The texts of all statements by which entities are read and written while `work` runs. */
export async function sentStatements(world: World, work: () => Promise<unknown>): Promise<string[]> {
  const connection = await world.get(Orm).read(async (em) => em.getConnection());
  const sent: string[] = [];
  const execute = connection.execute.bind(connection) as (...all: unknown[]) => never;
  const spy = jest.spyOn(connection, 'execute').mockImplementation((...all: unknown[]) => {
    sent.push(JSON.stringify(all[0]));
    return execute(...all);
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return sent;
}
