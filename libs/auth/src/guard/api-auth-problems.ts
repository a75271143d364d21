import { ApiProblems } from '@app/platform';

/** Documents the answers of the guard on an operation that needs a permission. */
export function ApiAuthProblems(): MethodDecorator & ClassDecorator {
  return ApiProblems(
    'UNAUTHENTICATED',
    'INVALID_TOKEN',
    'TOKEN_EXPIRED',
    'SESSION_ENDED',
    'INSUFFICIENT_PERMISSIONS',
    'RATE_LIMITED',
  );
}
