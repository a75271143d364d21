import type { OpenAPIObject } from '@nestjs/swagger';
import openapiTS, { astToString } from 'openapi-typescript';

/** TypeScript types of every path and schema, for `openapi-fetch`. */
export async function clientTypes(document: OpenAPIObject): Promise<string> {
  const ast = await openapiTS(JSON.stringify(document), { alphabetize: true, silent: true });
  return `// Generated from openapi.json by \`npm run generate\`.\n\n${astToString(ast)}`;
}
