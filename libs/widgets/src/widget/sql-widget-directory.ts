import { Injectable } from '@nestjs/common';
import { type KeptWidget, WidgetDirectory } from '@app/dashboards';
import type { SqlExecutor } from '@app/database';

/** Tells the dashboards lib which widgets there are. */
@Injectable()
export class SqlWidgetDirectory extends WidgetDirectory {
  override async idsOf(tx: SqlExecutor, dashboardId: string): Promise<Set<string>> {
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM widget WHERE dashboard_id = $1', [
      dashboardId,
    ]);
    return new Set(rows.map((row) => row.id));
  }

  override async all(tx: SqlExecutor, dashboardId: string): Promise<KeptWidget[]> {
    const { rows } = await tx.query<KeptWidget>(
      'SELECT id, type, title, config, version FROM widget WHERE dashboard_id = $1 ORDER BY id',
      [dashboardId],
    );
    return rows;
  }
}
