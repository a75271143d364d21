import { type VariableSpec, variables } from './variable';

/** The text of `.env.example`, made from the declarations of {@link AppConfig}. */
export function renderEnvExample(): string {
  const groups = Map.groupBy(variables().values(), (spec) => spec.group);
  const sections = [...groups].map(([group, specs]) => {
    const entries = specs.map((spec) => {
      const facts = [`Allowed: ${spec.allowed}.`];
      if (spec.automatic) facts.push(`Default: ${spec.automatic}.`);
      if (spec.secret) facts.push('Secret.');
      const lines = [spec.reason, facts.join(' ')];
      return `${lines.map((line) => `# ${line}`).join('\n')}\n# ${spec.env}=${spec.default ?? ''}`;
    });
    return `## ${group}\n\n${entries.join('\n\n')}`;
  });
  return `# Settings of Vitrine. Copy to .env and uncomment what you change.\n# Generated from libs/platform/src/config/app-config.ts by \`npm run generate\`.\n\n${sections.join('\n\n')}\n`;
}

/** The settings as a Markdown table for the operations page. */
export function renderConfigTable(): string {
  const rows = [...variables().values()].map(
    (spec) =>
      `| \`${spec.env}\` | ${shownDefault(spec)} | ${spec.allowed.replaceAll('|', '\\|')} | ${spec.reason}${spec.secret ? ' Secret.' : ''} |`,
  );
  return `| variable | default | allowed | what for |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function shownDefault({ default: fixed, automatic = '' }: VariableSpec): string {
  return fixed === undefined ? automatic : `\`${fixed || '(empty)'}\``;
}
