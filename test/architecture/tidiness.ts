import * as ts from 'typescript';
import type { Rule } from './rule';
import { visit } from './source';

const MOST_LINES = 400;
const TESTS = new Set(['describe', 'it', 'test']);

export const shortFiles: Rule = {
  title: `no file is longer than ${MOST_LINES} lines`,
  check: (sources) =>
    sources.flatMap(({ path, text }) => {
      const lines = text.replace(/\n$/, '').split('\n').length;
      return lines > MOST_LINES ? [`${path}: ${lines} lines`] : [];
    }),
  bad: [{ sample: { 'libs/data/src/a.ts': '\n'.repeat(MOST_LINES + 1) }, finds: /401 lines/ }],
  good: [{ 'libs/data/src/a.ts': '\n'.repeat(MOST_LINES) }],
};

export const noFocusedTests: Rule = {
  title: 'no test is focused, which would switch the others off',
  check: (sources) =>
    sources.flatMap(({ path, tree }) => {
      const found: string[] = [];
      visit(tree, (node) => {
        const focused = ts.isPropertyAccessExpression(node)
          ? node.name.text === 'only' && TESTS.has(node.expression.getText().split('.')[0] ?? '')
          : ts.isCallExpression(node) && ['fit', 'fdescribe'].includes(node.expression.getText());
        if (focused) found.push(`${path}: ${node.getText().split('(')[0]}`);
      });
      return found;
    }),
  bad: [
    { sample: { 'test/e2e/a.spec.ts': `it.only('x', () => {});` }, finds: /it\.only/ },
    { sample: { 'test/e2e/a.spec.ts': `describe.only.each([1])('x', () => {});` }, finds: /describe\.only/ },
    { sample: { 'test/e2e/a.spec.ts': `fit('x', () => {});` }, finds: /fit/ },
  ],
  good: [{ 'test/e2e/a.spec.ts': `it('x', () => { expect('it.only').toBe(world.only); });` }],
};
