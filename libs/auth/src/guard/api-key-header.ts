import { AppError } from '@app/platform';

/** The header that carries an API key. */
export const API_KEY_HEADER = 'x-api-key';

/**
 * The API key of a request that shows no other credential.
 * @throws AppError AMBIGUOUS_CREDENTIALS beside an Authorization header, whatever that holds
 */
export function apiKeyOf(header: string | string[], authorization: string | undefined): string {
  if (authorization !== undefined) {
    throw new AppError(
      'AMBIGUOUS_CREDENTIALS',
      'The request carries both Authorization and X-API-Key; send one of them.',
    );
  }
  return String(header);
}
