import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { completeDocument } from './complete-document';

const DESCRIPTION = `Headless dashboard backend: metrics in, fast and exact aggregates out, dashboards and widgets.

Log in with \`POST /api/v1/auth/login\`, press **Authorize** and paste the \`accessToken\`; programs send an API key as \`X-API-Key\`. Every answer says in \`RateLimit-Policy\` and \`RateLimit\` how many requests are allowed and left. Errors are \`application/problem+json\`; switch on \`code\`.`;

/** The OpenAPI 3 document of the application. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Vitrine')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This server')
    .addTag('Auth', 'Logging in and out, tokens and sessions.')
    .addTag('Users', 'Who may work with an organization, and in which roles.')
    .addTag('Audit', 'Who did what, when and from where.')
    .addTag('Organizations', 'Tenants: everything belongs to one. For super_admin.')
    .addTag('API keys', 'Credentials of programs: what they may do, their limits and their use.')
    .addTag('Data', 'Points in, aggregates out, and the catalogue of metrics.')
    .addTag('Sources', 'What data is read from: databases, files, APIs and streams.')
    .addTag('Exports', 'Files of dashboards, queries and points.')
    .addTag('Dashboards', 'Dashboards, their data in one call, export and import.')
    .addTag('Widgets', 'Widgets: a metric query and how to show it.')
    .addTag('GraphQL', 'The same as a graph, outside of `/api/v1`.')
    .addTag('Alerts', 'Rules over metrics, what has happened to them, who is told.')
    .addTag('Jobs', 'What the worker does: what waits, runs and has failed.')
    .addTag('Webhooks', 'Deliveries in from senders that sign them, and events out to endpoints.')
    .addTag('Health', 'Probes, outside of `/api/v1`.')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'accessToken')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'apiKey')
    .build();
  return completeDocument(
    SwaggerModule.createDocument(app, base, {
      autoTagControllers: false,
      operationIdFactory: (_controller, method) => method,
    }),
  );
}

/** Serves Swagger UI at /docs and the document at /docs-json. */
export function setupSwagger(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml',
    customSiteTitle: 'Vitrine API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true, tryItOutEnabled: true },
  });
}
