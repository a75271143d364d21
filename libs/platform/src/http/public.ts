import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';

/** Metadata key under which the guard finds {@link Public}. */
export const PUBLIC_ROUTE = 'vitrine:public';

/** The route is open to everybody. A route with no decorator about access keeps the application from starting. */
export function Public(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(PUBLIC_ROUTE, true), ApiSecurity({}));
}
