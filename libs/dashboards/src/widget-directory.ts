import type { SqlExecutor } from '@app/database';
import type { KeptWidget } from './revisions/revision-content';

/** What dashboards have to know of widgets, which live in a lib above them. That lib provides it to the application. */
export abstract class WidgetDirectory {
  /** Ids of all widgets of one dashboard, as `tx` sees them. */
  abstract idsOf(tx: SqlExecutor, dashboardId: string): Promise<Set<string>>;

  /** All widgets of one dashboard as `tx` sees them, in the order of creation. */
  abstract all(tx: SqlExecutor, dashboardId: string): Promise<KeptWidget[]>;
}
