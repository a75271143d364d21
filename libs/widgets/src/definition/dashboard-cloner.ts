import { Injectable } from '@nestjs/common';
import { Accounts, IdempotencyKeys, type Principal } from '@app/auth';
import { type DashboardDto, DashboardService } from '@app/dashboards';
import { etagOf } from '@app/platform';
import { assertPermission } from '../assert-permission';
import { Widget } from '../widget/widget';
import { toDefinition } from './dashboard-exporter';
import { DashboardImporter } from './dashboard-importer';

/** Gives users dashboards of their own that begin as copies. */
@Injectable()
export class DashboardCloner {
  constructor(
    private readonly accounts: Accounts,
    private readonly dashboards: DashboardService,
    private readonly importer: DashboardImporter,
    private readonly answers: IdempotencyKeys,
  ) {}

  /**
   * Copies a dashboard that the principal sees, with its widgets, as it is at one moment. The copy belongs to the user, is
   * private and shared with nobody; its queries are not checked again, so that it shows what the original does.
   * @throws AppError 404 for a dashboard that the principal does not see, and for a user who is neither itself nor one
   *   whom it may administer; 403 without `widget:read` and `widget:write`
   */
  async clone(principal: Principal, userId: string, dashboardId: string): Promise<DashboardDto> {
    assertPermission(principal, 'widget:read');
    assertPermission(principal, 'widget:write');
    const ownerId = await this.accounts.reach(principal, userId, 'user:write');
    const copy = await this.dashboards.inspect(
      principal,
      dashboardId,
      'read',
      async (dashboard, transaction) => {
        const { em, tx } = transaction;
        const where = { dashboardId: dashboard.id, organizationId: principal.organizationId };
        const widgets = await em.find(Widget, where, { orderBy: { id: 'asc' } });
        const definition = toDefinition(dashboard, widgets);
        const fields = { ...definition.dashboard, visibility: 'private' as const };
        const copied = { ...definition, dashboard: fields };
        const created = await this.importer.write(transaction, principal, copied, { ownerId });
        await this.answers.keep(tx, created, headersOf(created));
        return created;
      },
    );
    await this.dashboards.listChanged(principal);
    return copy;
  }
}

/** The headers that an answer with a new dashboard carries. */
export function headersOf({ id, version }: DashboardDto): { location: string; etag: string } {
  return { location: `/api/v1/dashboards/${id}`, etag: etagOf(version) };
}
