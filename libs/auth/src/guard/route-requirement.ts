import type { Permission } from '../principals/permission';
import { PUBLIC_ROUTE } from '@app/platform';
import { AUTHENTICATED_ROUTE, REQUIRED_PERMISSION } from './require-permission';

/** What a route asks of its caller: nothing, any principal, or a principal with one permission. */
export type RouteRequirement =
  { kind: 'public' } | { kind: 'principal' } | { kind: 'permission'; permission: Permission };

/**
 * The requirement that the decorators of a handler state; the handler's own win over its class's.
 * @returns undefined when there is none
 * @throws Error when decorators of one level contradict each other
 */
export function routeRequirement(controller: object, handler: object): RouteRequirement | undefined {
  return statedOn(handler) ?? statedOn(controller);
}

function statedOn(target: object): RouteRequirement | undefined {
  const stated: RouteRequirement[] = [];
  if (Reflect.getMetadata(PUBLIC_ROUTE, target) === true) stated.push({ kind: 'public' });
  if (Reflect.getMetadata(AUTHENTICATED_ROUTE, target) === true) stated.push({ kind: 'principal' });
  const permission = Reflect.getMetadata(REQUIRED_PERMISSION, target) as Permission | undefined;
  if (permission !== undefined) stated.push({ kind: 'permission', permission });
  if (stated.length > 1) throw new Error(`has more than one of ${DECORATORS}`);
  return stated[0];
}

export const DECORATORS = '@RequirePermission, @RequirePrincipal and @Public';
