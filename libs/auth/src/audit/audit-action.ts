/** Everything that leaves a row in the audit log, by `<subject>.<what happened>`. */
export const AUDIT_ACTIONS = [
  'dashboard.shares-changed',
  'embed-token.created',
  'embed-tokens.revoked',
  'organization.entered',
  'points.deletion-requested',
  'role.data-policy-changed',
  'user.created',
  'user.data-policy-changed',
  'user.deleted',
  'user.updated',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
