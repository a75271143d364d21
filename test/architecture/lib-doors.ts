import type { Rule } from './rule';
import { importsOf, resolveRelative } from './source';

/** `libs/data`, `apps/api`, `scripts`, `test`: what a relative import may not leave. */
function houseOf(path: string): string {
  return /^(?:(?:libs|apps)\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path;
}

/**
 * Launchers and tests build whole applications, and tests on a real database look at single parts of a lib as unit tests
 * do; end-to-end tests see what clients see. Nothing else looks into an app or past a lib's index.
 */
function mayEnter(from: string, target: string): boolean {
  const tests = from.startsWith('test/');
  if (target.startsWith('libs/')) return tests && !from.startsWith('test/e2e/');
  return (tests || from.startsWith('scripts/')) && /^(apps|scripts|test)\//.test(target);
}

/** What both applications share: where they choose what is behind the ports, and what they load before anything else. */
const SHARED_BY_APPS = new Set(['apps/profile', 'apps/compile-cache']);

/**
 * The launcher lives as long as Vitrine and takes the embedded database past its lib's index, which would load the ORM:
 * a second of start and 100 MB.
 */
const SIDE_DOORS: Readonly<Record<string, string>> = {
  'scripts/start/embedded.ts': 'libs/database/src/embedded/',
};

export const libDoors: Rule = {
  title: 'libs are entered through @app/<lib> alone',
  check: (sources) =>
    sources.flatMap((source) =>
      importsOf(source).flatMap(({ specifier }) => {
        if (/^@(app|graphql)\/[^/]+\//.test(specifier))
          return [`${source.path}: deep import of ${specifier}`];
        const target = resolveRelative(source.path, specifier);
        if (target === undefined || target.endsWith('.json')) return [];
        const [here, there] = [houseOf(source.path), houseOf(target)];
        const sideDoor = SIDE_DOORS[source.path];
        if (sideDoor && target.startsWith(sideDoor)) return [];
        if (SHARED_BY_APPS.has(target) && here.startsWith('apps/')) return [];
        return here === there || mayEnter(source.path, target)
          ? []
          : [`${source.path}: ${specifier} leaves ${here}`];
      }),
    ),
  bad: [
    { sample: { 'libs/data/src/a.ts': `import { x } from '@app/database/orm';` }, finds: /deep import/ },
    {
      sample: { 'libs/data/src/a.ts': `import { x } from '../../database/src/orm';` },
      finds: /leaves libs\/data/,
    },
    {
      sample: { 'apps/worker/src/a.ts': `import { x } from '../../api/src/app.module';` },
      finds: /leaves apps\/worker/,
    },
    {
      sample: { 'apps/profile.ts': `import { AppModule } from './api/src/app.module';` },
      finds: /leaves apps\/profile/,
    },
    {
      sample: { 'libs/jobs/src/a.ts': `import { profileModules } from '../../../apps/profile';` },
      finds: /leaves libs\/jobs/,
    },
    {
      sample: { 'test/e2e/a.spec.ts': `import { x } from '../../libs/data/src/store';` },
      finds: /leaves test/,
    },
  ],
  good: [
    { 'libs/data/src/query/a.ts': `import { x } from '../points/b';` },
    { 'scripts/start/embedded.ts': `export { x } from '../../libs/database/src/embedded/place';` },
    { 'test/integration/a.spec.ts': `import { Partitions } from '../../libs/data/src/ingest/partitions';` },
    { 'apps/worker/src/a.ts': `import { profileModules } from '../../profile';` },
    { 'test/support/world.ts': `import { createApi } from '../../apps/api/src/create-api';` },
  ],
};
