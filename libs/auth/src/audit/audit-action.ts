/** Everything that leaves a row in the audit log, by `<subject>.<what happened>`. */
export const AUDIT_ACTIONS = [
  'api-key.created',
  'api-key.deleted',
  'api-key.rotated',
  'api-key.updated',
  'organization.entered',
  'points.deletion-requested',
  'user.created',
  'user.deleted',
  'user.updated',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
