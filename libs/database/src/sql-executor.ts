/** Anything that runs one SQL statement with `$1…$n` parameters, each used once and in order: a pool, a client, an ORM transaction. */
export interface SqlExecutor {
  query<R extends object = Record<string, unknown>>(
    sql: string,
    parameters?: unknown[],
  ): Promise<{ rows: R[] }>;
}
