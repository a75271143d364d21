import { AppError } from '@app/platform';

const LONGEST_TOKEN = 8_192;

/**
 * The token of an Authorization header.
 * @throws AppError UNAUTHENTICATED without one, INVALID_TOKEN for one that cannot be a token
 */
export function bearerToken(header: string | undefined): string {
  if (!header)
    throw new AppError(
      'UNAUTHENTICATED',
      'Send an access token (Authorization: Bearer <accessToken>) or an API key (X-API-Key: <key>).',
    );
  const space = header.indexOf(' ');
  const token = header.slice(space + 1).trim();
  if (space < 0 || header.slice(0, space).toLowerCase() !== 'bearer' || token === '' || /\s/.test(token)) {
    throw new AppError('UNAUTHENTICATED', 'The Authorization header is not "Bearer <accessToken>".');
  }
  if (token.length > LONGEST_TOKEN)
    throw new AppError('INVALID_TOKEN', 'The token is too long to be one of ours.');
  return token;
}
