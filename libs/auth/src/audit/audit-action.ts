/** Everything that leaves a row in the audit log, by `<subject>.<what happened>`. */
export const AUDIT_ACTIONS = [
  'access.denied',
  'audit-log.trimmed',
  'dashboard.deleted',
  'dashboard.shares-changed',
  'dashboard.visibility-changed',
  'embed-token.created',
  'embed-tokens.revoked',
  'metric.changed',
  'metric.created',
  'organization.created',
  'organization.deleted',
  'organization.entered',
  'organization.updated',
  'points.deleted',
  'points.deletion-requested',
  'role.data-policy-changed',
  'user.created',
  'user.data-policy-changed',
  'user.deleted',
  'user.updated',
  'widget.deleted',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
