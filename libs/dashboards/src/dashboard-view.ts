import type { Dashboard } from './dashboard';
import type { DashboardDto } from './dashboard.dto';
import { tidyLayout } from './layout';

/** A dashboard as the API answers it. */
export function toDashboardDto(dashboard: Dashboard): DashboardDto {
  return {
    id: dashboard.id,
    name: dashboard.name,
    description: dashboard.description,
    layout: tidyLayout(dashboard.layout),
    filters: dashboard.filters,
    tags: dashboard.tags,
    visibility: dashboard.visibility,
    ownerId: dashboard.ownerId ?? null,
    createdAt: dashboard.createdAt.toISOString(),
    updatedAt: dashboard.updatedAt.toISOString(),
    version: dashboard.version,
  };
}
