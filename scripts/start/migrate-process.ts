import { migrate } from '@app/database';

/** What `migrateInProcess` sends, and what it hears. */
export type MigrateReply = { line: string } | { applied: string[] } | { error: string };

/**
 * Runs the migrations for its parent and ends. A process of its own: the ORM takes a second to load, which it
 * does while the database starts, and memory, which ends with it.
 */
process.once('message', ({ url }: { url: string }) => {
  migrate({ url, log: (line) => reply({ line }) })
    .then(({ applied }) => reply({ applied }))
    .catch((error: unknown) => reply({ error: error instanceof Error ? error.message : String(error) }))
    .finally(() => process.disconnect());
});

function reply(message: MigrateReply): void {
  process.send?.(message);
}
