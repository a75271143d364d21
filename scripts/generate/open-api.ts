import { randomBytes } from 'node:crypto';
import { GraphqlSchemaText } from '@app/graphql';
import { createLogger, loadConfig } from '@app/platform';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createApi } from '../../apps/api/src/create-api';
import { openApiDocument } from '../../apps/api/src/swagger';
import { type RouteAccess, routeAccess } from './route-access';

const secret = (): string => randomBytes(48).toString('base64url');

/** What the modules of the API say of it. No database is asked: the application is not started. */
export async function openApi(): Promise<{
  document: OpenAPIObject;
  routes: RouteAccess[];
  graphql: () => Promise<string>;
}> {
  const config = loadConfig({
    VITRINE_PROFILE: 'embedded',
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none',
    JWT_SECRET: secret(),
    ENCRYPTION_KEY: secret(),
    SWAGGER: 'false',
  });
  const app = await createApi({ config, logger: createLogger({ name: 'api', level: 'silent' }) });
  const graphql = (): Promise<string> => app.get(GraphqlSchemaText, { strict: false }).text();
  return { document: openApiDocument(app), routes: routeAccess(app), graphql };
}
