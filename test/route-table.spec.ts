import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApi } from '../scripts/generate/open-api';
import type { RouteAccess } from '../scripts/generate/route-access';
import { readRoutePage, routeDifferences, routePage } from '../scripts/generate/route-page';

const read = (name: string): string => readFileSync(join(__dirname, '..', name), 'utf8');
const reviewed = readRoutePage(read('docs/security-routes.md'));

describe('the table of routes and roles', () => {
  let actual: RouteAccess[];
  let operations: string[];

  beforeAll(async () => {
    const { document, routes } = await openApi();
    actual = routes;
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
  });

  it('is what the code does', () => {
    expect(routeDifferences(reviewed, actual)).toEqual([]);
  });

  it('has every operation of the API document, and no route is left out of the document', () => {
    expect(actual.map(({ route }) => route).toSorted()).toEqual(operations.toSorted());
  });

  it('is read as it was written', () => {
    expect(readRoutePage(routePage(actual))).toEqual(actual);
  });

  it('notices a route that is new, one that is gone and one that lets others in', () => {
    const closed = actual.filter(({ access }) => access.nobody === '401');
    const [first, second, third] = closed as [RouteAccess, RouteAccess, RouteAccess];
    const opened = { ...second, access: { ...second.access, nobody: 'yes' as const } };
    expect(routeDifferences([first, second], [opened, third])).toEqual([
      expect.stringMatching(/was reviewed as .*nobody: 401.* and is .*nobody: yes/),
      expect.stringContaining('is not in the table'),
      `${first.route} is in the table but no longer exists`,
    ]);
  });
});
