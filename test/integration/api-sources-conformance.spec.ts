import { randomUUID } from 'node:crypto';
import { HttpClient } from '@app/outbound';
import type { ConnectorKind } from '@app/sources';
import { httpKind } from '../../libs/sources/src/api/http-kind';
import type { ApiConnection } from '../../libs/sources/src/api/connection/api-connection';
import { anApiWorld } from '../support/api-source';
import { contextOf } from '../support/connector-bench';
import { paged, records, type SampleApi, startSampleApi } from '../support/sample-api';
import { readConformance } from './connector.conformance';

const PRICES = records('ohlc.json').slice(0, 9);
const { traffic, clock, config } = anApiWorld();

/** Each opening is a source of its own: what one failed at is none of the others' business. */
const kind: ConnectorKind<ApiConnection> = {
  ...httpKind,
  open: (connection, context) =>
    httpKind.open(connection, {
      ...context,
      sourceId: randomUUID(),
      http: new HttpClient(context.destinations),
    }),
};

describe('a source on an API', () => {
  let api: SampleApi;
  const keys = PRICES.map(({ date }) => String(date));
  readConformance(
    async () => {
      api = await startSampleApi((asked) => {
        if (asked.headers.authorization !== 'Bearer an-open-secret') return { status: 401 };
        return asked.url.pathname === '/prices' ? paged(asked, PRICES) : { status: 404 };
      });
      const connection = {
        kind: 'http',
        url: `${api.url}/prices`,
        query: { per_page: 5 },
        pagination: { type: 'link' },
        auth: { type: 'bearer', token: 'an-open-secret' },
        secretHeaders: { 'X-Tenant': 'another-open-secret' },
        recordKey: 'date',
        rateLimit: { requestsPerMinute: 6_000 },
      };
      return {
        kind,
        connection,
        context: contextOf('127.0.0.1,localhost', { traffic, clock, config }),
        wrong: {
          credentials: { ...connection, auth: { type: 'bearer', token: 'a-wrong-secret' } },
          missing: { ...connection, url: `${api.url}/nothing` },
          at: (host: string, port: number) => ({ ...connection, url: `http://${host}:${port}/prices` }),
        },
        table: { name: 'prices', columns: { date: 'date', open: 'number', signal: 'string' } },
        keysOf: (batches) => batches.flatMap((batch) => batch.keys.map(String)),
        keys,
        endless: false,
      };
    },
    () => api.close(),
  );
});
