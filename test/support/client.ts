import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../generated/api';

/** A typed client, as a user of the API would generate one from `openapi.json`. */
export type ApiClient = Client<paths>;

/** A client of a world's API; with a token it sends it along. */
export function apiClient(baseUrl: string, token?: string): ApiClient {
  return createClient<paths>({ baseUrl, headers: token ? { authorization: `Bearer ${token}` } : {} });
}
