import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../generated/api';

/** What the client reads; some answers come in other media types too. */
type Json = 'application/json' | 'application/problem+json';

/** A typed client, as a user of the API would generate one from `openapi.json`. */
export type ApiClient = Client<paths, Json>;

/** A client of a world's API; with a token it sends it along. */
export function apiClient(baseUrl: string, token?: string): ApiClient {
  return createClient<paths, Json>({ baseUrl, headers: token ? { authorization: `Bearer ${token}` } : {} });
}
