import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';

/** Metadata key under which the guard finds {@link Public}. */
export const PUBLIC_ROUTE = 'vitrine:public';
/** Metadata key of a {@link Public} route whose handler asks for a credential of its own kind. */
export const HANDLER_DECIDES = 'vitrine:handler-decides';

/**
 * The guard lets everybody through to the route. A route with no decorator about access keeps the application from
 * starting.
 * @param options.handlerDecides the handler asks for a credential of its own kind: the API document does not call it open
 */
export function Public(options: { handlerDecides?: boolean } = {}): MethodDecorator & ClassDecorator {
  const rest = options.handlerDecides ? SetMetadata(HANDLER_DECIDES, true) : ApiSecurity({});
  return applyDecorators(SetMetadata(PUBLIC_ROUTE, true), rest);
}
