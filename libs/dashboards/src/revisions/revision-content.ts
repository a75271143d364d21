import type { DashboardFields } from '../dashboard-fields';

/** A widget as a revision keeps it. What its config means is known to the lib of widgets. */
export interface KeptWidget {
  id: string;
  type: string;
  title: string;
  config: object;
  version: number;
}

/** All that users write of a dashboard, with its widgets in the order of creation. */
export interface RevisionContent extends DashboardFields {
  widgets: KeptWidget[];
}

/** One revision as it is kept. */
export interface KeptRevision {
  number: number;
  content: RevisionContent;
}
