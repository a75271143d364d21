import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import { isForKeys } from '../api-keys/key-grants';
import type { Action, Permission, Resource } from '../principals/permission';

export const REQUIRED_PERMISSION = 'vitrine:required-permission';
export const AUTHENTICATED_ROUTE = 'vitrine:authenticated';

/** The route needs a principal with this permission. Swagger shows it. */
export function RequirePermission<R extends Resource>(
  resource: R,
  action: Action<R>,
): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(REQUIRED_PERMISSION, `${resource}:${action}` as Permission),
    ApiBearerAuth('accessToken'),
    ...(isForKeys(`${resource}:${action}`) ? [ApiSecurity('apiKey')] : []),
  );
}

/** The route needs a principal, with whatever permissions: it only concerns the caller's own account. */
export function RequirePrincipal(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(AUTHENTICATED_ROUTE, true), ApiBearerAuth('accessToken'));
}
