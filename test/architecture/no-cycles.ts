import type { Rule } from './rule';
import { importsOf, resolveRelative, type Source } from './source';

export const noCycles: Rule = {
  title: 'files do not import each other in a circle',
  check: (sources) => {
    const graph = graphOf(sources);
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (path: string, trail: string[]): void => {
      const at = trail.indexOf(path);
      if (at >= 0) cycles.push([...trail.slice(at), path].join(' → '));
      if (at >= 0 || done.has(path)) return;
      for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) walk(path, []);
    return cycles;
  },
  bad: [
    {
      sample: {
        'libs/data/src/a.ts': `import './b';`,
        'libs/data/src/b.ts': `export * from './c';`,
        'libs/data/src/c.ts': `import './a';`,
      },
      finds: /a\.ts → libs\/data\/src\/b\.ts → libs\/data\/src\/c\.ts → libs\/data\/src\/a\.ts/,
    },
    {
      sample: {
        'libs/auth/src/index.ts': `export * from './a';`,
        'libs/auth/src/a.ts': `import { b } from '.';`,
      },
      finds: /index\.ts → libs\/auth\/src\/a\.ts → libs\/auth\/src\/index\.ts/,
    },
  ],
  good: [
    {
      'libs/data/src/a.ts': `import './b'; import './c';`,
      'libs/data/src/b.ts': `import './c';`,
      'libs/data/src/c.ts': '',
    },
  ],
};

function graphOf(sources: Source[]): Map<string, string[]> {
  const paths = new Set(sources.map(({ path }) => path));
  const fileOf = (target: string): string | undefined =>
    [`${target}.ts`, `${target}/index.ts`, `${target}.mjs`].find((path) => paths.has(path));
  return new Map(
    sources.map((source) => [
      source.path,
      importsOf(source).flatMap(({ specifier }) => {
        const lib = /^@app\/([^/]+)$/.exec(specifier)?.[1];
        const fields = /^@graphql\/([^/]+)$/.exec(specifier)?.[1];
        const door = fields ? `libs/${fields}/src/graphql/index` : undefined;
        const target = lib ? `libs/${lib}/src/index` : (door ?? resolveRelative(source.path, specifier));
        return (target !== undefined && fileOf(target)) || [];
      }),
    ]),
  );
}
