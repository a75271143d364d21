import { Injectable } from '@nestjs/common';
import { Accounts, type Permission, type Principal } from '@app/auth';
import { type AccessReason, DashboardService, type NeededAccess } from '@app/dashboards';
import { Catalog, type CatalogMetric } from '@app/data';
import { Orm } from '@app/database';
import { AppError, isId } from '@app/platform';
import { Widget } from '../widget/widget';
import { absentStep, type AccessStep, accessSteps, permissionStep, policyStep } from './access-step';
import { type ExplainedAction, type ExplainedResource, parseResource } from './explained-resource';

/** Whether somebody may do something, and why. */
export interface AccessExplanation {
  resource: string;
  action: ExplainedAction;
  principal: { kind: Principal['kind']; id: string };
  allowed: boolean;
  steps: AccessStep[];
}

/** What changing or deleting a dashboard or a widget needs; a widget is part of its dashboard. */
const NEEDED: Record<ExplainedAction, NeededAccess> = {
  read: 'read',
  export: 'read',
  write: 'write',
  delete: 'delete',
};

/**
 * Says why a principal may do something, or not, with the same rules that decide it. Who asks hears nothing of what it
 * does not see itself: that is explained like what is absent.
 */
@Injectable()
export class AccessExplainer {
  constructor(
    private readonly accounts: Accounts,
    private readonly dashboards: DashboardService,
    private readonly catalog: Catalog,
    private readonly orm: Orm,
  ) {}

  /**
   * @param userId about whom; the asker itself unless given
   * @throws AppError VALIDATION_FAILED; for another user 403 INSUFFICIENT_PERMISSIONS without `user:read`, NOT_FOUND
   */
  async explain(
    asker: Principal,
    resourceText: string,
    action: ExplainedAction,
    userId?: string,
  ): Promise<AccessExplanation> {
    const resource = parseResource(resourceText, action);
    const about = userId === undefined ? asker : await this.user(asker, userId);
    const steps =
      resource.kind === 'metric'
        ? await this.metric(asker, about, resource, action)
        : await this.dashboardOrWidget(asker, about, resource, action);
    return {
      resource: resourceText,
      action,
      principal: { kind: about.kind, id: about.id },
      allowed: steps.every(({ passed }) => passed),
      steps,
    };
  }

  private async user(asker: Principal, userId: string): Promise<Principal> {
    if (asker.kind === 'user' && asker.id === userId.toLowerCase()) return asker;
    if (!asker.permissions.has('user:read'))
      throw new AppError('INSUFFICIENT_PERMISSIONS', 'To ask about others needs the permission user:read.');
    const id = await this.accounts.reach(asker, userId, 'user:read');
    const account = (await this.accounts.of([id])).get(id);
    return {
      kind: 'user',
      id,
      organizationId: asker.organizationId,
      permissions: account?.permissions ?? new Set(),
      roles: account?.roles ?? [],
      dataPolicy: account?.dataPolicy ?? {},
    };
  }

  private async dashboardOrWidget(
    asker: Principal,
    about: Principal,
    { kind, id }: ExplainedResource,
    action: ExplainedAction,
  ): Promise<AccessStep[]> {
    const allowed = permissionStep(about, `${kind}:${action}` as Permission);
    const maySee = asker.permissions.has(`${kind}:read` as Permission);
    const dashboardId = kind === 'dashboard' ? id : await this.dashboardOf(asker, id);
    const reasons = maySee ? await this.reasons(asker, about, dashboardId) : [];
    if (reasons.length === 0) return [allowed, absentStep(kind, id)];
    // Widgets are deleted by who may change their dashboard.
    const needed = kind === 'widget' && action === 'delete' ? 'write' : NEEDED[action];
    return [allowed, ...accessSteps(reasons, needed)];
  }

  /** Why `about` has access; none when the asker does not see the dashboard itself. */
  private async reasons(
    asker: Principal,
    about: Principal,
    dashboardId: string | undefined,
  ): Promise<AccessReason[]> {
    if (dashboardId === undefined) return [];
    const own = await this.dashboards.reasons(asker, dashboardId);
    return about === asker || own.length === 0 ? own : this.dashboards.reasons(about, dashboardId);
  }

  private async dashboardOf({ organizationId }: Principal, widgetId: string): Promise<string | undefined> {
    if (!isId(widgetId)) return undefined;
    const widget = await this.orm.read((em) => em.findOne(Widget, { id: widgetId, organizationId }));
    return widget?.dashboardId;
  }

  private async metric(
    asker: Principal,
    about: Principal,
    { kind, id }: ExplainedResource,
    action: ExplainedAction,
  ): Promise<AccessStep[]> {
    const allowed = permissionStep(about, `data:${action}` as Permission);
    const metric = (await this.catalog.find(asker, [id], { fresh: true })).get(id);
    if (!metric || !asker.permissions.has('data:read') || !shows(metric, asker))
      return [allowed, absentStep(kind, id)];
    const seen: AccessStep = {
      check: 'visibility',
      passed: true,
      detail: 'The organization has the metric.',
    };
    return [allowed, seen, policyStep(about, metric.dimensions)];
  }
}

/** Whether the principal's data policy lets it see that there is such a metric. */
function shows({ dimensions }: CatalogMetric, { dataPolicy }: Principal): boolean {
  return Object.keys(dataPolicy).every((dimension) => dimensions.includes(dimension));
}
