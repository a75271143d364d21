import { isDeepStrictEqual } from 'node:util';
import type { DashboardFields } from '../dashboard-fields';
import type { KeptWidget, RevisionContent } from './revision-content';

const FIELDS = [
  'name',
  'description',
  'layout',
  'filters',
  'tags',
  'visibility',
] as const satisfies (keyof DashboardFields)[];

export const CHANGE_ACTIONS = ['created', 'changed', 'added', 'removed'] as const;
export const CHANGED_THINGS = ['dashboard', 'widget', ...FIELDS] as const;

/** One thing in which a revision differs from the one before. Widgets are named with the title that they last had. */
export interface RevisionChange {
  action: (typeof CHANGE_ACTIONS)[number];
  what: (typeof CHANGED_THINGS)[number];
  widgetId?: string;
  title?: string;
}

/** In what `after` differs from `before`; without `before` the dashboard was created. Empty when nothing differs. */
export function changesOf(before: RevisionContent | undefined, after: RevisionContent): RevisionChange[] {
  if (!before) return [{ action: 'created', what: 'dashboard' }];
  const fields = FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  const [old, now] = [byId(before.widgets), byId(after.widgets)];
  const added = after.widgets.filter(({ id }) => !old.has(id));
  const removed = before.widgets.filter(({ id }) => !now.has(id));
  const changed = after.widgets.filter((widget) => {
    const earlier = old.get(widget.id);
    return earlier !== undefined && !isSameWidget(earlier, widget);
  });
  return [
    ...fields.map((what): RevisionChange => ({ action: 'changed', what })),
    ...added.map((widget) => ofWidget('added', widget)),
    ...changed.map((widget) => ofWidget('changed', widget)),
    ...removed.map((widget) => ofWidget('removed', widget)),
  ];
}

/** The changes in a few English words. */
export function summaryOf(changes: readonly RevisionChange[], restoredFrom: number | null): string {
  const parts = CHANGE_ACTIONS.flatMap((action) => {
    const things = changes.filter((change) => change.action === action).map(nameOf);
    return things.length > 0 ? `${action} ${things.join(', ')}` : [];
  });
  if (restoredFrom !== null) parts.unshift(`restored revision ${restoredFrom}`);
  const text = parts.join('; ') || 'as it was when revisions began to be kept';
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function ofWidget(action: RevisionChange['action'], { id, title }: KeptWidget): RevisionChange {
  return { action, what: 'widget', widgetId: id, title };
}

function nameOf({ what, title }: RevisionChange): string {
  return title === undefined ? what : `${what} “${title}”`;
}

function isSameWidget(a: KeptWidget, b: KeptWidget): boolean {
  return a.type === b.type && a.title === b.title && isDeepStrictEqual(a.config, b.config);
}

function byId(widgets: readonly KeptWidget[]): Map<string, KeptWidget> {
  return new Map(widgets.map((widget) => [widget.id, widget]));
}
