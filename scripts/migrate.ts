import { migrate } from '@app/database';
import { openDatabase } from './start/open-database';
import { readSettings } from './start/settings';

/** `npm run migrate`: brings the database to the newest schema. Safe on several machines at once. */
export async function main(): Promise<void> {
  const database = await openDatabase(readSettings(), 'npm run migrate');
  try {
    const { applied } = await migrate({ url: database.url, log: (line) => console.log(line) });
    console.log(
      applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.length} migrations.`,
    );
  } finally {
    await database.close();
  }
}
