export { CurrentPrincipal } from './current-principal';
export { type Action, type Permission, PERMISSIONS, type Resource, RESOURCES } from './permission';
export { type DataPolicy, type Principal, systemPrincipal } from './principal';
export { Public, RequirePermission, RequirePrincipal } from './require-permission';
