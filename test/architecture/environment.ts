import * as ts from 'typescript';
import type { Rule } from './rule';
import { importsOf, type Source, visit } from './source';

const MAY_READ = /^(apps\/[^/]+\/src\/main\.ts$|scripts\/|test\/)/;

export const environment: Rule = {
  title: 'the environment is read in the composition roots alone',
  check: (sources) =>
    sources
      .filter((source) => !MAY_READ.test(source.path) && readsEnvironment(source))
      .map(({ path }) => `${path}: reads process.env`),
  bad: [
    {
      sample: { 'libs/data/src/a.ts': `const url = process.env.DATABASE_URL;` },
      finds: /a\.ts: reads process\.env/,
    },
    { sample: { 'libs/data/src/a.ts': `const { env } = process;` }, finds: /reads process\.env/ },
    { sample: { 'libs/data/src/a.ts': `const url = process['env'].X;` }, finds: /reads process\.env/ },
    {
      sample: { 'apps/api/src/app.module.ts': `import { env } from 'node:process';` },
      finds: /reads process\.env/,
    },
  ],
  good: [
    { 'apps/api/src/main.ts': `loadConfig(process.env);` },
    { 'libs/data/src/a.ts': `// process.env is not read here\nspawn('x', { env: {}, cwd: process.cwd() });` },
  ],
};

function readsEnvironment(source: Source): boolean {
  let reads = importsOf(source).some(
    ({ specifier, names }) => /^(node:)?process$/.test(specifier) && names.includes('env'),
  );
  visit(source.tree, (node) => {
    if (ts.isPropertyAccessExpression(node)) reads ||= isProcess(node.expression) && node.name.text === 'env';
    if (ts.isElementAccessExpression(node)) {
      reads ||=
        isProcess(node.expression) &&
        ts.isStringLiteralLike(node.argumentExpression) &&
        node.argumentExpression.text === 'env';
    }
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer &&
      isProcess(node.initializer) &&
      ts.isObjectBindingPattern(node.name)
    ) {
      reads ||= node.name.elements.some(
        (element) => (element.propertyName ?? element.name).getText() === 'env',
      );
    }
  });
  return reads;
}

function isProcess(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === 'process';
  return ts.isPropertyAccessExpression(node) && node.getText() === 'globalThis.process';
}
