import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import type { SqlExecutor } from '@app/database';
import { AppConfig, Clock } from '@app/platform';
import type { Dashboard } from '../dashboard';
import { toDashboardDto } from '../dashboard-view';
import { WidgetDirectory } from '../widget-directory';
import { changesOf } from './revision-changes';
import type { KeptRevision, RevisionContent } from './revision-content';

/** Writes revisions of dashboards. Whoever calls it holds the lock of the dashboard's row, so numbers have no gaps. */
@Injectable()
export class RevisionLog {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly widgets: WidgetDirectory,
  ) {}

  /**
   * Keeps what the dashboard and its widgets are now, as `tx` sees them, unless that is what the latest revision holds.
   * The oldest beyond the number that is kept go.
   * @returns whether there is a new one
   */
  async record(
    tx: SqlExecutor,
    principal: Principal,
    dashboard: Dashboard,
    restoredFrom: number | null = null,
  ): Promise<boolean> {
    const latest = await this.latest(tx, dashboard.id);
    const content = await this.contentOf(tx, dashboard);
    const changes = changesOf(latest?.content, content);
    if (changes.length === 0) return false;
    const number = (latest?.number ?? 0) + 1;
    await tx.query(
      `INSERT INTO dashboard_revision
         (dashboard_id, number, created_at, author_kind, author_id, restored_from, changes, content)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        dashboard.id,
        number,
        this.clock.now(),
        principal.kind,
        principal.id,
        restoredFrom,
        JSON.stringify(changes),
        JSON.stringify(content),
      ],
    );
    await tx.query('DELETE FROM dashboard_revision WHERE dashboard_id = $1 AND number <= $2', [
      dashboard.id,
      number - this.config.dashboardRevisionsKept,
    ]);
    return true;
  }

  /** One that is still kept. */
  async find(tx: SqlExecutor, dashboardId: string, number: number): Promise<KeptRevision | undefined> {
    const { rows } = await tx.query<KeptRevision>(
      'SELECT number, content FROM dashboard_revision WHERE dashboard_id = $1 AND number = $2',
      [dashboardId, number],
    );
    return rows[0];
  }

  async latest(tx: SqlExecutor, dashboardId: string): Promise<KeptRevision | undefined> {
    const { rows } = await tx.query<KeptRevision>(
      'SELECT number, content FROM dashboard_revision WHERE dashboard_id = $1 ORDER BY number DESC LIMIT 1',
      [dashboardId],
    );
    return rows[0];
  }

  private async contentOf(tx: SqlExecutor, dashboard: Dashboard): Promise<RevisionContent> {
    const { name, description, layout, filters, tags, visibility } = toDashboardDto(dashboard);
    const widgets = await this.widgets.all(tx, dashboard.id);
    return { name, description, layout, filters, tags, visibility, widgets };
  }
}
