import { AppError } from '@app/platform';
import type { Principal } from './principal';

/** The caller's session. @throws AppError INSUFFICIENT_PERMISSIONS for principals that are no signed-in user */
export function signedIn(principal: Principal): string {
  if (principal.kind === 'user' && principal.sessionId) return principal.sessionId;
  throw new AppError('INSUFFICIENT_PERMISSIONS', 'This is for signed-in users.');
}
