import { AppError } from '@app/platform';

/** What of which kind somebody asks about. */
export interface ExplainedResource {
  kind: 'dashboard' | 'widget' | 'metric';
  /** Id of a dashboard or widget, name of a metric. */
  id: string;
}

export const EXPLAINED_ACTIONS = ['read', 'write', 'delete', 'export'] as const;
export type ExplainedAction = (typeof EXPLAINED_ACTIONS)[number];

const ACTIONS: Record<ExplainedResource['kind'], readonly ExplainedAction[]> = {
  dashboard: ['read', 'write', 'delete', 'export'],
  widget: ['read', 'write', 'delete'],
  metric: ['read', 'write', 'delete'],
};

/** Reads `dashboard:<id>`, `widget:<id>` or `metric:<name>`, and whether it can have the action. @throws AppError VALIDATION_FAILED */
export function parseResource(text: string, action: ExplainedAction): ExplainedResource {
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon) as ExplainedResource['kind'];
  const id = text.slice(colon + 1);
  if (colon < 0 || !Object.hasOwn(ACTIONS, kind) || id === '') {
    throw AppError.invalid(
      '/resource',
      `resource must be dashboard:<id>, widget:<id> or metric:<name> (given: ${JSON.stringify(text)})`,
    );
  }
  if (!ACTIONS[kind].includes(action)) {
    throw AppError.invalid(
      '/action',
      `action must be one that a ${kind} has: ${ACTIONS[kind].join(', ')} (given: "${action}")`,
    );
  }
  return { kind, id };
}
