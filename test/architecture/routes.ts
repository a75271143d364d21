import * as ts from 'typescript';
import type { Rule } from './rule';
import { decoratorsOf, type Source, visit } from './source';

const ROUTE = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Options', 'Head', 'Search', 'Sse']);
const FIELD = new Set(['Query', 'Mutation', 'Subscription', 'ResolveField', 'ResolveReference']);
const ACCESS = new Set(['RequirePermission', 'RequirePrincipal', 'Public']);
const ENTRANCE = new Set(['Controller', 'Resolver', 'WebSocketGateway']);

export const guardedRoutes: Rule = {
  title: 'every route and resolver says who may call it',
  check: (sources) =>
    entrancesOf(sources.filter(({ path }) => !path.endsWith('.spec.ts'))).flatMap(
      ({ source, node, handlers }) => {
        const onClass = decoratorsOf(node).filter((name) => ACCESS.has(name));
        return node.members.flatMap((member) => {
          const names = decoratorsOf(member);
          if (!names.some((name) => handlers.has(name))) return [];
          const own = names.filter((name) => ACCESS.has(name));
          const route = `${source.path}: ${node.name?.text}.${member.name?.getText()}`;
          if (own.length > 1) return [`${route} says it twice: ${own.join(', ')}`];
          return own.length === 1 || onClass.length === 1
            ? []
            : [`${route} has no @RequirePermission, @RequirePrincipal or @Public`];
        });
      },
    ),
  bad: [
    {
      sample: { 'libs/data/src/a.ts': `@Resolver() class A { @Query() x() {} }` },
      finds: /A\.x has no @RequirePermission/,
    },
    {
      sample: {
        'libs/data/src/a.ts': `@Controller('a') class A { @Get() @RequirePermission('data', 'read') x() {} @Post(':id') y() {} }`,
      },
      finds: /A\.y has no @RequirePermission/,
    },
    {
      sample: {
        'libs/data/src/a.ts': `@Controller() class A { @Get() @Public() @RequirePrincipal() x() {} }`,
      },
      finds: /A\.x says it twice/,
    },
  ],
  good: [
    { 'libs/data/src/a.ts': `@Resolver() class A { @Query() @RequirePrincipal() x() {} helper() {} }` },
    { 'libs/data/src/a.ts': `@Controller() @Public() class A { @Get() x() {} helper() {} }` },
    { 'libs/data/src/a.ts': `class Store { @Get() x() {} }` },
    { 'libs/auth/src/guard.spec.ts': `@Controller() class Leak { @Get() x() {} }` },
  ],
};

export const plainApps: Rule = {
  title: 'applications only compose: routes live in libs',
  check: (sources) =>
    classesOf(sources.filter(({ path }) => path.startsWith('apps/')))
      .filter(({ node }) => decoratorsOf(node).some((name) => ENTRANCE.has(name)))
      .map(({ source, node }) => `${source.path}: ${node.name?.text} belongs into a lib`),
  bad: [
    { sample: { 'apps/api/src/a.ts': `@Controller('a') export class A {}` }, finds: /A belongs into a lib/ },
    {
      sample: { 'apps/worker/src/a.ts': `@WebSocketGateway() export class G {}` },
      finds: /G belongs into a lib/,
    },
  ],
  good: [
    {
      'apps/api/src/a.ts': `@Module({}) export class AppModule {}`,
      'libs/auth/src/a.ts': `@Controller() class A {}`,
    },
  ],
};

function entrancesOf(sources: Source[]) {
  return classesOf(sources).flatMap(({ source, node }) => {
    const names = decoratorsOf(node);
    if (names.includes('Controller')) return [{ source, node, handlers: ROUTE }];
    return names.includes('Resolver') ? [{ source, node, handlers: FIELD }] : [];
  });
}

function classesOf(sources: Source[]): { source: Source; node: ts.ClassDeclaration }[] {
  return sources.flatMap((source) => {
    const found: { source: Source; node: ts.ClassDeclaration }[] = [];
    visit(source.tree, (node) => {
      if (ts.isClassDeclaration(node)) found.push({ source, node });
    });
    return found;
  });
}
