import type { LockedFilter } from './locked-filter';
import type { EndpointRules } from './endpoint-rules';
import type { Permission } from './permission';

/**
 * Row-level security on dimensions: a row is visible when, for every dimension named, its value is one of those listed.
 * `{}` restricts nothing; an empty list shows nothing.
 */
export type DataPolicy = Readonly<Record<string, readonly string[]>>;

/** How many requests an API key may make. What is absent is not limited. */
export interface KeyLimits {
  readonly requestsPerMinute?: number;
  readonly requestsPerHour?: number;
  readonly requestsPerDay?: number;
}

/** Whoever acts. First argument of every service method; services never look further for who is asking. */
export interface Principal {
  kind: 'user' | 'apiKey' | 'embed' | 'system';
  /** Id of the user, key, embed token; for `system` the name of the part that acts. */
  id: string;
  organizationId: string;
  permissions: ReadonlySet<Permission>;
  /** AND-ed into every metric query by the planner. */
  dataPolicy: DataPolicy;
  /** Only for users. */
  email?: string;
  roles?: readonly string[];
  /** The session that the access token belongs to; only for users. */
  sessionId?: string;
  /** The only dashboard that there is for it; only for embed tokens. */
  dashboardId?: string;
  /** AND-ed into every metric query beside the data policy; only for embed tokens. */
  lockedFilters?: readonly LockedFilter[];
  /** Only for API keys that have limits of their own; they replace those of the areas. */
  limits?: KeyLimits;
  /** Only for API keys that may call some routes alone. */
  endpoints?: EndpointRules;
}

/** Vitrine itself acting inside one organization, with every permission and no restriction. */
export function systemPrincipal(
  name: string,
  organizationId: string,
  permissions: Iterable<Permission>,
): Principal {
  return { kind: 'system', id: name, organizationId, permissions: new Set(permissions), dataPolicy: {} };
}
