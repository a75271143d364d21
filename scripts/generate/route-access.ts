import { type INestApplication, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { allowsEmbed, type Permission, permissionsOf, ROLES, routeRequirement } from '@app/auth';
import { HANDLER_DECIDES } from '@app/platform';
import { OUTSIDE_THE_PREFIX } from '../../apps/api/src/create-api';

/** What a route asks of its caller; `handler` are those that let everybody in and then look for a credential themselves. */
type Needs = 'nothing' | 'any principal' | 'handler' | Permission;

/** What the guard does with a caller: lets it in, or refuses. */
export type Access = 'yes' | '401' | '403';

/** One route and who may call it. */
export interface RouteAccess {
  /** `GET /api/v1/users/{id}` */
  route: string;
  needs: string;
  /** By the names of {@link CALLERS}. */
  access: Record<string, Access>;
}

interface Caller {
  name: string;
  /** Undefined is nobody: no credential at all. */
  permissions?: ReadonlySet<Permission>;
  isUser?: boolean;
  /** It calls the routes with `@AllowEmbed` and no others. */
  embed?: boolean;
  /** Which of the routes whose handler decides let it in; undefined where these do not know such a credential. */
  letInByHandler?: readonly string[];
}

/** Administrators read what a process measures of itself; so does whoever has METRICS_TOKEN. */
const OF_ADMINISTRATORS = ['GET /metrics'];

/** Any principal passes the guard; their handlers then refuse whoever is no user. The test that calls every route holds this list. */
const OF_USERS = [
  'GET /api/v1/auth/me',
  'GET /api/v1/auth/sessions',
  'POST /api/v1/auth/logout',
  'PUT /api/v1/auth/password',
];

/** The columns of the table of routes. */
export const CALLERS: readonly Caller[] = [
  { name: 'nobody' },
  ...ROLES.toReversed().map((role) => ({
    name: role,
    permissions: new Set(permissionsOf([role])),
    isUser: true,
    letInByHandler: role === 'admin' || role === 'super_admin' ? OF_ADMINISTRATORS : [],
  })),
  { name: 'key: data:read', permissions: new Set(['data:read']) },
  { name: 'embed token', permissions: new Set(), embed: true },
];

/** Every route of every controller of the application, by path, from the decorators of its handler and the table of roles. */
export function routeAccess(app: INestApplication): RouteAccess[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) =>
      typeof metatype === 'function' ? [metatype as ControllerClass] : [],
    ),
  );
  return [...new Set(controllers)]
    .flatMap((controller) =>
      scanner.getAllMethodNames(controller.prototype).flatMap((name) => {
        const handler = controller.prototype[name];
        return handler && Reflect.hasMetadata(PATH_METADATA, handler) ? rowsOf(controller, handler) : [];
      }),
    )
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

type ControllerClass = (new () => object) & { prototype: Record<string, object> };

function rowsOf(controller: ControllerClass, handler: object): RouteAccess[] {
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
  const needs = needsOf(controller, handler);
  return pathsOf(controller).flatMap((base) =>
    pathsOf(handler).map((own) => {
      const route = `${method} ${fullPath(base, own)}`;
      const access = Object.fromEntries(
        CALLERS.map((caller) => [caller.name, decide(caller, needs, route, handler)]),
      );
      return { route, needs: needs === 'handler' ? 'a credential of its own' : needs, access };
    }),
  );
}

function needsOf(controller: object, handler: object): Needs {
  const requirement = routeRequirement(controller, handler);
  // A route that states nothing keeps the application from starting; here it is as good as open.
  if (!requirement || requirement.kind === 'public') {
    const decides = [handler, controller].some((target) => Reflect.getMetadata(HANDLER_DECIDES, target));
    return decides ? 'handler' : 'nothing';
  }
  return requirement.kind === 'principal' ? 'any principal' : requirement.permission;
}

function decide(caller: Caller, needs: Needs, route: string, handler: object): Access {
  if (needs === 'nothing') return 'yes';
  if (!caller.permissions) return '401';
  if (needs === 'handler') return byHandler(caller, route);
  if (caller.embed) return allowsEmbed(handler) ? 'yes' : '403';
  if (needs === 'any principal') return caller.isUser || !OF_USERS.includes(route) ? 'yes' : '403';
  return caller.permissions.has(needs) ? 'yes' : '403';
}

function byHandler({ letInByHandler }: Caller, route: string): Access {
  if (!letInByHandler) return '401';
  return letInByHandler.includes(route) ? 'yes' : '403';
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return [path ?? ''].flat();
}

function fullPath(...parts: string[]): string {
  const path = parts.flatMap((part) => part.split('/').filter(Boolean)).join('/');
  const whole = OUTSIDE_THE_PREFIX.includes(path) ? `/${path}` : `/api/v1/${path}`;
  return whole.replaceAll(/:(\w+)/g, '{$1}');
}

/** By path, then by method. */
function key({ route }: RouteAccess): string {
  const [method = '', path = ''] = route.split(' ');
  return `${path} ${method}`;
}
