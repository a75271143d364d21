import { ApiProblems } from '@app/platform';

/** Documents the answers of the guard on an operation that needs a permission. */
export function ApiAuthProblems(): MethodDecorator & ClassDecorator {
  return ApiProblems(
    'UNAUTHENTICATED',
    'INVALID_TOKEN',
    'TOKEN_EXPIRED',
    'SESSION_ENDED',
    'INVALID_API_KEY',
    'API_KEY_EXPIRED',
    'INSUFFICIENT_PERMISSIONS',
    'ENDPOINT_NOT_ALLOWED',
    'RATE_LIMITED',
  );
}
