import * as ts from 'typescript';
import type { Rule } from './rule';
import { type Source, visit } from './source';

/** Settings by which the profiles are told apart. */
const TELLS = new Set(['redisUrl', 'profile', 'smtpUrl', 'mailDir']);
/** The choice itself, where settings are described and checked, the launcher, and tests. */
const MAY_ASK = /^(apps\/profile\.ts$|libs\/platform\/src\/config\/|scripts\/|test\/)/;

export const oneProfile: Rule = {
  title: 'which profile runs is asked in apps/profile.ts alone',
  check: (sources) => sources.filter(({ path }) => !MAY_ASK.test(path)).flatMap((source) => asked(source)),
  bad: [
    {
      sample: { 'libs/jobs/src/a.ts': `const place = config.redisUrl ? redis : postgres;` },
      finds: /a\.ts: asks for redisUrl/,
    },
    {
      sample: { 'apps/api/src/app.module.ts': `const { redisUrl } = this.config;` },
      finds: /asks for redisUrl/,
    },
    {
      sample: { 'libs/auth/src/a.ts': `if (options.config.profile === 'server') refuse();` },
      finds: /asks for profile/,
    },
    {
      sample: { 'libs/cache/src/a.ts': `type Config = Pick<AppConfig, 'redisUrl'>;` },
      finds: /asks for redisUrl/,
    },
    {
      sample: { 'libs/auth/src/a.ts': `if (config.smtpUrl === undefined) refuse();` },
      finds: /asks for smtpUrl/,
    },
    { sample: { 'libs/auth/src/a.ts': `const { mailDir } = config;` }, finds: /asks for mailDir/ },
  ],
  good: [
    { 'apps/profile.ts': `const { redisUrl: url } = config;` },
    { 'libs/cache/src/a.ts': `function open({ url, prefix }: RedisPlace) { return user.profile; }` },
  ],
};

function asked({ path, tree }: Source): string[] {
  const found: string[] = [];
  const tell = (name: string): void => void found.push(`${path}: asks for ${name}`);
  visit(tree, (node) => {
    if (ts.isPropertyAccessExpression(node) && TELLS.has(node.name.text)) {
      if (node.name.text !== 'profile' || isConfig(node.expression)) tell(node.name.text);
    } else if (ts.isBindingElement(node)) {
      const name = (node.propertyName ?? node.name).getText();
      const from = node.parent.parent;
      const ofConfig =
        ts.isVariableDeclaration(from) && from.initializer !== undefined && isConfig(from.initializer);
      if ((name !== 'profile' && TELLS.has(name)) || (name === 'profile' && ofConfig)) tell(name);
    } else if (ts.isLiteralTypeNode(node) && node.literal.getText() === `'redisUrl'`) {
      tell('redisUrl');
    }
  });
  return found;
}

function isConfig(expression: ts.Expression): boolean {
  return /(^|\.)config$/.test(expression.getText());
}
