import { join } from 'node:path';
import { EmbeddedPostgres } from './embedded';
import type { Settings } from './settings';

/** A database for the time of one command. */
export interface OpenDatabase {
  /** A direct connection, not through a pooler. */
  url: string;
  /** Vitrine runs on it right now; in the server profile nobody can say. */
  running: boolean;
  close(): Promise<void>;
}

/**
 * The database of a command such as `npm run backup`: that of DATABASE_URL, or the embedded one, which is used
 * when it runs and started for the time being when it does not.
 */
export async function openDatabase(settings: Settings, purpose: string): Promise<OpenDatabase> {
  if (settings.directUrl !== undefined) {
    return { url: settings.directUrl, running: false, close: () => Promise.resolve() };
  }
  const dir = join(settings.dir, 'postgres');
  const found = EmbeddedPostgres.find({ dir });
  if (found) return { url: found.url, running: true, close: () => Promise.resolve() };

  const database = await EmbeddedPostgres.start({ dir, purpose });
  const interrupt = () => void database.stop().then(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const close = async () => {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await database.stop();
  };
  return { url: database.url, running: false, close };
}
