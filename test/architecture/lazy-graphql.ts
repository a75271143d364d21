import * as ts from 'typescript';
import type { Rule } from './rule';
import { resolveRelative, type Source } from './source';

/** What is loaded with the first GraphQL request, a quarter of a second of work that no start has to wait for. */
const PACKAGES =
  /^(graphql|mercurius|dataloader|graphql-ws|graphql-query-complexity|@nestjs\/(graphql|mercurius))$/;
const DOOR = /^@graphql\//;
/** Part of what is loaded then. */
const INSIDE = /^(libs\/[^/]+\/src\/graphql\/|apps\/api\/src\/graphql-modules\.ts$)/;

export const lazyGraphql: Rule = {
  title: 'GraphQL is loaded when somebody asks for it',
  check: (sources) =>
    sources
      .filter(({ path }) => /^(libs|apps)\//.test(path) && !path.endsWith('.spec.ts') && !INSIDE.test(path))
      .flatMap((source) =>
        loadedBy(source)
          .filter((specifier) => {
            if (PACKAGES.test(specifier) || DOOR.test(specifier)) return true;
            const target = resolveRelative(source.path, specifier);
            return (
              target !== undefined && INSIDE.test(`${target}${target.endsWith('/graphql') ? '/' : '.ts'}`)
            );
          })
          .map((specifier) => `${source.path}: loads ${specifier} at once`),
      ),
  bad: [
    {
      sample: { 'libs/data/src/a.ts': `import { Query } from '@nestjs/graphql';` },
      finds: /loads @nestjs\/graphql/,
    },
    {
      sample: { 'libs/data/src/a.ts': `import { FilterType } from '@graphql/data';` },
      finds: /loads @graphql\/data/,
    },
    { sample: { 'libs/data/src/a.ts': `export * from './graphql';` }, finds: /loads \.\/graphql at once/ },
    {
      sample: { 'apps/api/src/a.ts': `import { M } from './graphql-modules';` },
      finds: /loads \.\/graphql-modules/,
    },
  ],
  good: [
    {
      'libs/data/src/graphql/a.ts': `import { Query } from '@nestjs/graphql'; import { x } from '@graphql/graphql';`,
    },
    { 'libs/data/src/a.ts': `import type { GraphQLSchema } from 'graphql'; const x = require('./graphql');` },
    { 'libs/data/src/a.ts': `import { GraphqlApiModule } from '@app/graphql';` },
  ],
};

/** What a file loads when it is loaded: neither types nor what it requires later. */
function loadedBy({ tree }: Source): string[] {
  return tree.statements.flatMap((node) => {
    if (ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly)
      return [(node.moduleSpecifier as ts.StringLiteral).text];
    if (ts.isExportDeclaration(node) && !node.isTypeOnly && node.moduleSpecifier)
      return [(node.moduleSpecifier as ts.StringLiteral).text];
    return [];
  });
}
