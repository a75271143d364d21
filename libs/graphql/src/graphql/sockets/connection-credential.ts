import type { Credential } from '@app/auth';
import { AppError } from '@app/platform';

/**
 * The credential of a `connection_init`: its payload has the headers of a request, in any case.
 * @throws AppError UNAUTHENTICATED
 */
export function connectionCredential(payload: unknown): Credential {
  const given: Record<string, unknown> = {};
  if (typeof payload === 'object' && payload !== null)
    for (const [name, value] of Object.entries(payload)) given[name.toLowerCase()] = value;
  const text = (name: string): string | undefined => {
    const value = given[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    token: bearer(text('authorization')),
    apiKey: text('x-api-key'),
    organizationId: text('x-organization-id'),
  };
}

function bearer(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, token] = /^bearer +(\S+)$/i.exec(header.trim()) ?? [];
  if (token === undefined)
    throw new AppError('UNAUTHENTICATED', 'authorization is not "Bearer <accessToken>".');
  return token;
}
