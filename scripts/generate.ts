import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renderEnvExample } from '@app/platform';
import { clientTypes } from './generate/client-types';
import { graphqlSchema } from './generate/graphql-schema';
import { leakedPasswords } from './generate/leaked-passwords';
import { openApi } from './generate/open-api';
import { errorsPage, operationsPage } from './generate/pages';
import { routePage } from './generate/route-page';
import { schemaSnapshot } from './generate/schema-snapshot';

interface GeneratedFile {
  /** Relative to the repository. */
  path: string;
  text: string;
}

const OPERATIONS_PAGE = 'docs/operations.md';

/**
 * `npm run generate`: writes every file that is made from the code. With `--check` it writes nothing and exits 1,
 * naming the files that differ, so that a change of the API, the settings or the schema is seen in review.
 */
export async function main(args: string[]): Promise<void> {
  const check = args.includes('--check');
  const root = process.cwd();
  const stale: string[] = [];
  for (const { path, text } of await generate(root)) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
  if (stale.length === 0) console.log('All generated files are up to date.');
  if (check && stale.length > 0) {
    console.error(
      `Not up to date: ${stale.join(', ')}. Run \`npm run generate\`, look at the difference and commit it.`,
    );
  }
  // Connections that the API keeps open for its lifetime must not keep this command alive.
  process.exit(check && stale.length > 0 ? 1 : 0);
}

async function generate(root: string): Promise<GeneratedFile[]> {
  const { document, routes, graphql } = await openApi();
  return [
    { path: '.env.example', text: renderEnvExample() },
    { path: 'openapi.json', text: `${JSON.stringify(document, null, 2)}\n` },
    { path: 'schema.graphql', text: await graphqlSchema(graphql) },
    { path: 'test/generated/api.d.ts', text: await clientTypes(document) },
    { path: 'docs/security-routes.md', text: routePage(routes) },
    { path: 'docs/errors.md', text: await errorsPage() },
    { path: OPERATIONS_PAGE, text: await operationsPage(join(root, OPERATIONS_PAGE)) },
    { path: 'libs/auth/src/passwords/generated/leaked-passwords.ts', text: leakedPasswords() },
    { path: 'libs/database/src/migrations/schema.snapshot.sql', text: await schemaSnapshot() },
  ];
}
