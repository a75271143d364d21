/** Everything that leaves a row in the audit log, by `<subject>.<what happened>`. */
export const AUDIT_ACTIONS = [
  'cache.cleared',
  'organization.entered',
  'points.deletion-requested',
  'user.created',
  'user.deleted',
  'user.updated',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
