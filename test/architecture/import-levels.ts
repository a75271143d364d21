import type { Rule } from './rule';
import { importsOf, libOf } from './source';

/** The levels of docs/architecture.md: an import may only point to a lower number. */
export const LEVELS: Readonly<Record<string, number>> = {
  platform: 0,
  database: 1,
  cache: 1,
  jobs: 1,
  outbound: 1,
  files: 1,
  auth: 2,
  realtime: 3,
  sources: 4,
  graphql: 4,
  data: 5,
  dashboards: 6,
  widgets: 7,
  exports: 8,
  webhooks: 8,
  alerts: 8,
};

export const importLevels: Rule = {
  title: 'libs import only libs of a lower level',
  check: (sources) =>
    sources.flatMap((source) => {
      const lib = libOf(source.path);
      if (!lib) return [];
      const level = LEVELS[lib];
      if (level === undefined) return [`${source.path}: lib "${lib}" has no level`];
      return importsOf(source).flatMap(({ specifier }) => {
        const other = /^@(?:app|graphql)\/([^/]+)/.exec(specifier)?.[1];
        if (!other) return [];
        const otherLevel = LEVELS[other];
        if (otherLevel === undefined) return [`${source.path}: imports unknown lib ${specifier}`];
        return otherLevel < level ? [] : [`${source.path}: [${level}] imports ${specifier} [${otherLevel}]`];
      });
    }),
  bad: [
    {
      sample: { 'libs/data/src/a.ts': `import { Dashboard } from '@app/dashboards';` },
      finds: /\[5\] imports @app\/dashboards \[6\]/,
    },
    {
      sample: { 'libs/cache/src/a.ts': `export * from '@app/database';` },
      finds: /\[1\] imports @app\/database \[1\]/,
    },
    {
      sample: { 'libs/auth/src/a.ts': `const x = await import('@app/auth');` },
      finds: /\[2\] imports @app\/auth/,
    },
    {
      sample: { 'libs/auth/src/a.ts': `let x: import('@app/data').MetricQuery;` },
      finds: /\[2\] imports @app\/data/,
    },
    {
      sample: { 'libs/data/src/graphql/a.ts': `import { Dashboard } from '@graphql/dashboards';` },
      finds: /\[5\] imports @graphql\/dashboards \[6\]/,
    },
    { sample: { 'libs/common/src/a.ts': `export {};` }, finds: /"common" has no level/ },
    { sample: { 'libs/data/src/a.ts': `import '@app/helpers';` }, finds: /unknown lib @app\/helpers/ },
  ],
  good: [
    { 'libs/data/src/a.ts': `import { Database } from '@app/database'; import { x } from './x';` },
    { 'apps/api/src/a.ts': `import { DataApiModule } from '@app/data';` },
  ],
};
