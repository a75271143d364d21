import { CALLERS, type RouteAccess } from './route-access';

const ROW = /^\| `(\w+ \/[^`]*)`\s*\|([^|]*)\|(.*)\|$/;

/** The page that says who may call what. It is read by people and by the test that calls every route. */
export function routePage(rows: readonly RouteAccess[]): string {
  const names = CALLERS.map(({ name }) => name);
  const open = rows.filter(({ access }) => access.nobody === 'yes').map(({ route }) => `\`${route}\``);
  return `# Who may call what

Every route and what its guard does with each caller: lets it in (yes), does not know it (401), knows it and refuses (403).
Written by \`npm run generate\` from the decorators of the controllers and the table of roles. **A change of this page is
a change of who may do what: review it as one.** \`test/route-table.spec.ts\` fails while page and code differ, and
\`test/e2e/route-access.spec.ts\` calls every operation as each of the callers and compares the answers with this page.

Everybody acts in the own organization only, whatever the role; what belongs to another is 404, as if it did not exist.
A super_admin enters another with \`X-Organization-Id\`, which is 403 for all others. What a row says about roles is the
most that a caller may do: a data policy and the visibility of a dashboard narrow it further.

Without any credential: ${open.join(', ')}.

| route | needs | ${names.join(' | ')} |
| --- | --- | ${names.map(() => '---').join(' | ')} |
${rows.map(({ route, needs, access }) => `| \`${route}\` | ${needs} | ${names.map((name) => access[name]).join(' | ')} |`).join('\n')}

\`GET /metrics\` takes the access token of an administrator or \`METRICS_TOKEN\`. \`/docs\`, \`/docs-json\` and \`/docs-yaml\`
are open while \`SWAGGER\` is on: they hold what is in the repository.
`;
}

/** The rows of the page as it was reviewed. @throws Error when a row has another number of columns than there are callers */
export function readRoutePage(text: string): RouteAccess[] {
  return text.split('\n').flatMap((line) => {
    const [, route, needs, cells] = ROW.exec(line) ?? [];
    if (route === undefined || needs === undefined || cells === undefined) return [];
    const words = cells.split('|').map((cell) => cell.trim());
    if (words.length !== CALLERS.length) throw new Error(`${route}: ${words.length} columns`);
    const access = Object.fromEntries(CALLERS.map(({ name }, index) => [name, words[index]]));
    return [{ route, needs: needs.trim(), access: access as RouteAccess['access'] }];
  });
}

/** One line for every route that is missing, is gone or has changed. */
export function routeDifferences(reviewed: readonly RouteAccess[], actual: readonly RouteAccess[]): string[] {
  const known = new Map(reviewed.map((row) => [row.route, row]));
  const changed = actual.flatMap((row) => {
    const before = known.get(row.route);
    known.delete(row.route);
    if (!before) return [`${row.route} is not in the table (needs ${row.needs})`];
    const [was, is] = [describe(before), describe(row)];
    return was === is ? [] : [`${row.route} was reviewed as ${was} and is ${is}`];
  });
  return [...changed, ...[...known.keys()].map((route) => `${route} is in the table but no longer exists`)];
}

function describe({ needs, access }: RouteAccess): string {
  return [needs, ...CALLERS.map(({ name }) => `${name}: ${access[name]}`)].join(', ');
}
