import { type Principal, scopeHash } from '@app/auth';
import type { WatchRequest } from '@app/realtime';
import { type Overrides, parseOverrides } from '../data/parse-overrides';

/** What is watched, and as whom: whoever has the same key sees the same. */
export interface RoomPlace {
  readonly key: string;
  readonly organizationId: string;
  readonly dashboardId: string;
  readonly overrides: Overrides;
  /** Sees of points exactly what each of the viewers does, and is none of them: they come and go. */
  readonly principal: Principal;
  /** Whether nothing of the organization's points is hidden from it. */
  readonly unrestricted: boolean;
}

/**
 * Besides dashboard, parameters and what is visible of points it counts whether somebody comes with an embed token: errors
 * tell those nothing of other metrics.
 * @throws AppError 400 for parameters that no widget could take
 */
export function roomPlace(principal: Principal, { dashboardId, parameters }: WatchRequest): RoomPlace {
  const { organizationId, dataPolicy, lockedFilters } = principal;
  const id = dashboardId.toLowerCase();
  const overrides = parseOverrides(parameters);
  const kind = principal.kind === 'embed' ? 'embed' : 'system';
  const { timeRange, interval, timezone, filters } = overrides;
  const scope = scopeHash(principal);
  return {
    key: JSON.stringify([organizationId, id, kind, scope, timeRange, interval, timezone, filters]),
    organizationId,
    dashboardId: id,
    overrides,
    principal: {
      kind,
      id: 'live',
      organizationId,
      permissions: new Set(['dashboard:read', 'widget:read', 'data:read']),
      dataPolicy,
      ...(lockedFilters && { lockedFilters }),
      ...(kind === 'embed' && { dashboardId: id }),
    },
    unrestricted: kind !== 'embed' && scope === scopeHash({ dataPolicy: {} }),
  };
}
