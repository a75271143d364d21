/** Everything that leaves a row in the audit log, by `<subject>.<what happened>`. */
export const AUDIT_ACTIONS = [
  'access.denied',
  'audit-log.trimmed',
  'dashboard.deleted',
  'dashboard.visibility-changed',
  'metric.changed',
  'metric.created',
  'organization.created',
  'organization.deleted',
  'organization.entered',
  'organization.updated',
  'points.deleted',
  'points.deletion-requested',
  'user.created',
  'user.deleted',
  'user.updated',
  'widget.deleted',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
