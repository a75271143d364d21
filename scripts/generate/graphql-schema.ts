import { format } from 'prettier';

const HEADER = '# Written by `npm run generate` from the code.\n\n';

/** The schema of /graphql as it is committed. */
export async function graphqlSchema(text: () => Promise<string>): Promise<string> {
  return format(HEADER + (await text()), { parser: 'graphql', printWidth: 110 });
}
