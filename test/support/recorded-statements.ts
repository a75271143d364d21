import type { Database } from '@app/database';

/** The statements that `work` waits for, in order, without their parameters. Wake-ups are sent beside it, or not at all. */
export async function statementsOf(database: Database, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const query = database.query.bind(database);
  const transaction = database.transaction.bind(database);
  const spies = [
    jest.spyOn(database, 'query').mockImplementation((sql, parameters) => {
      statements.push(sql);
      return query(sql, parameters);
    }),
    jest.spyOn(database, 'transaction').mockImplementation((inside) =>
      transaction((client) => {
        const send = client.query.bind(client) as (...all: unknown[]) => unknown;
        const recorded = new Proxy(client, {
          get: (target, name) =>
            name === 'query'
              ? (sql: string, ...rest: unknown[]) => {
                  statements.push(sql);
                  return send(sql, ...rest);
                }
              : Reflect.get(target, name),
        });
        return inside(recorded);
      }),
    ),
  ];
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return statements.map((sql) => sql.replace(/\s+/g, ' ').trim()).filter((sql) => !sql.startsWith('NOTIFY'));
}
