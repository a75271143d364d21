import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@app/auth';
import {
  assignChanged,
  type Dashboard,
  type DashboardDto,
  DashboardService,
  type DashboardTransaction,
  type KeptRevision,
  type KeptWidget,
  RevisionLog,
  toDashboardDto,
} from '@app/dashboards';
import { Outbox, type OutboxEvents, type SqlExecutor } from '@app/database';
import { AppError, assertIfMatch } from '@app/platform';
import { assertPermission } from '../assert-permission';
import type { WidgetConfig } from '../config/widget-config';
import type { WidgetType } from '../config/widget-type';
import { Widget } from '../widget/widget';

/** Makes dashboards what they were. */
@Injectable()
export class DashboardRestorer {
  constructor(
    private readonly dashboards: DashboardService,
    private readonly revisions: RevisionLog,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Gives a dashboard that the principal may change the fields and widgets that it had after one of its revisions. Widgets
   * keep their ids; those that came later go. Who sees the dashboard stays as it is. That is a revision of its own, unless
   * nothing differs. Queries are not checked again, so that it shows what it did.
   * @param text the number of the revision, as the caller wrote it
   * @throws AppError 403, also without `widget:write`, and without `widget:delete` where a widget would go; 404 for a
   *   revision that is not, or no longer, kept; 412
   */
  restore(principal: Principal, id: string, text: string, ifMatch?: string): Promise<DashboardDto> {
    assertPermission(principal, 'widget:write');
    const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    return this.dashboards.change(principal, id, async (dashboard, transaction) => {
      const { tx } = transaction;
      assertIfMatch(ifMatch, dashboard.version);
      const revision = await this.revisions.find(tx, dashboard.id, number);
      const latest = await this.revisions.latest(tx, dashboard.id);
      if (!revision || !latest) throw AppError.notFound('revision', text);
      const { name, description, layout, filters, tags } = revision.content;
      assignChanged(dashboard, { name, description, layout, filters, tags });
      const changes = await restoreWidgets(transaction, principal, dashboard, {
        revision,
        next: latest.number + 1,
      });
      if (!(await this.dashboards.publish(transaction, principal, dashboard, number)))
        return toDashboardDto(dashboard);
      for (const change of changes) await this.announce(tx, dashboard, change);
      await this.audit.record(tx, principal, {
        action: 'dashboard.restored',
        subject: { type: 'dashboard', id: dashboard.id },
        detail: { revision: number },
      });
      return toDashboardDto(dashboard);
    });
  }

  private async announce(
    tx: SqlExecutor,
    { id: dashboardId, organizationId }: Dashboard,
    change: WidgetChange,
  ): Promise<void> {
    const event = { subject: dashboardId, organizationId, payload: { dashboardId, ...change } };
    await this.outbox.append(tx, { topic: 'widget.updated', ...event });
  }
}

type WidgetChange = Omit<OutboxEvents['widget.updated'], 'dashboardId'>;

async function restoreWidgets(
  { em, tx }: DashboardTransaction,
  principal: Principal,
  { id: dashboardId, organizationId }: Dashboard,
  { revision, next }: { revision: KeptRevision; next: number },
): Promise<WidgetChange[]> {
  const changes: WidgetChange[] = [];
  const widgets = await em.find(Widget, { dashboardId, organizationId });
  const present = new Map(widgets.map((widget) => [widget.id, widget]));
  const missing = revision.content.widgets.filter(({ id }) => !present.has(id));
  for (const kept of revision.content.widgets) {
    const widget = present.get(kept.id);
    present.delete(kept.id);
    if (!widget) {
      em.create(Widget, { id: kept.id, dashboardId, organizationId, ...fieldsOf(kept) });
      changes.push({ widgetId: kept.id, change: 'created' });
    } else if (assignChanged(widget, fieldsOf(kept))) {
      changes.push({ widgetId: kept.id, change: 'updated' });
    }
  }
  if (present.size > 0) assertPermission(principal, 'widget:delete');
  for (const widget of present.values()) {
    em.remove(widget);
    changes.push({ widgetId: widget.id, change: 'removed' });
  }
  await em.flush();
  // Each revision since added at most one: so no ETag that anybody has of it comes to stand for something else.
  for (const { id, version } of missing) {
    const unused = version + next - revision.number;
    await tx.query('UPDATE widget SET version = $1 WHERE id = $2', [unused, id]);
  }
  return changes;
}

function fieldsOf({ type, title, config }: KeptWidget) {
  return { type: type as WidgetType, title, config: config as WidgetConfig };
}
