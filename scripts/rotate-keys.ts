import { rotateKeys, type Rotation, SEALED_COLUMNS } from '@app/database';
import { SecretBox } from '@app/platform';
import { Client } from 'pg';
import { openDatabase } from './start/open-database';
import { beginRotation, endRotation } from './start/secrets';
import { readSettings, type Settings } from './start/settings';

/**
 * `npm run rotate-keys`: encrypts every stored secret with the current ENCRYPTION_KEY. The embedded profile makes a new key first; in
 * the server profile the operator has set it, and the one before in ENCRYPTION_KEYS_PREVIOUS. Run again, it goes on where it was.
 */
export async function main(): Promise<void> {
  const settings = readSettings();
  const database = await openDatabase(settings, 'npm run rotate-keys');
  try {
    if (database.running)
      throw new Error(`Vitrine runs on ${settings.dir}. Stop it first: it knows the old key only.`);
    const keys = keysOf(settings);
    const client = new Client({ connectionString: database.url, application_name: 'vitrine-rotate-keys' });
    await client.connect();
    try {
      report(await rotateKeys(client, new SecretBox(keys.current, keys.previous), SEALED_COLUMNS));
    } finally {
      await client.end();
    }
    if (settings.profile === 'embedded') endRotation(settings.dir);
  } finally {
    await database.close();
  }
}

function keysOf(settings: Settings, env = process.env): { current: string; previous: string } {
  if (settings.profile === 'embedded' && !env.ENCRYPTION_KEY) {
    const secrets = beginRotation(settings.dir);
    return { current: secrets.ENCRYPTION_KEY, previous: secrets.ENCRYPTION_KEYS_PREVIOUS ?? '' };
  }
  const { ENCRYPTION_KEY: current, ENCRYPTION_KEYS_PREVIOUS: previous } = env;
  if (!current || !previous) {
    throw new Error(
      'Set ENCRYPTION_KEY to the new key and ENCRYPTION_KEYS_PREVIOUS to the one before, here and for every api and worker.',
    );
  }
  return { current, previous };
}

/** @throws Error when a secret could not be opened */
function report(rotations: readonly Rotation[]): void {
  for (const { table, column, sealed } of rotations) console.log(`${table}.${column}: ${sealed} secrets`);
  const unreadable = rotations.flatMap(({ table, column, unreadable: ids }) =>
    ids.map((id) => `  ${table}.${column} of row ${id}`),
  );
  if (unreadable.length > 0) {
    throw new Error(
      `These secrets can be opened with none of the keys given, and are as they were:\n${unreadable.join('\n')}`,
    );
  }
  console.log('Every stored secret is encrypted with the current key.');
}
