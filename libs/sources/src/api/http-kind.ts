import type { ConnectorKind } from '../connector-kind';
import { ApiConnector } from './api-connector';
import type { ApiConnection } from './connection/api-connection';
import { parseApiConnection } from './connection/parse-api-connection';

/** JSON, NDJSON or CSV that an API gives. */
export const httpKind: ConnectorKind<ApiConnection> = {
  type: 'api',
  kind: 'http',
  secrets: ['auth.password', 'auth.token', 'auth.key', 'auth.clientSecret', 'secretHeaders.*'],
  harmless: [
    'query',
    'format',
    'delimiter',
    'records',
    'recordKey',
    'pagination',
    'maxPages',
    'incremental',
    'rateLimit',
    'timeoutMs',
    'maxBytes',
  ],
  parse: parseApiConnection,
  open: (connection, context) => new ApiConnector(connection, context),
};
