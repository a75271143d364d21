/** Everything that leaves a row in the audit log, by `<subject>.<what happened>`. */
export const AUDIT_ACTIONS = [
  'api-key.created',
  'api-key.deleted',
  'api-key.rotated',
  'api-key.updated',
  'cache.cleared',
  'dashboard.shares-changed',
  'embed-token.created',
  'embed-tokens.revoked',
  'invitation.accepted',
  'invitation.created',
  'login.failed',
  'login.succeeded',
  'organization.entered',
  'password.changed',
  'password.reset',
  'password.reset-requested',
  'points.deletion-requested',
  'role.data-policy-changed',
  'session.ended',
  'session.reuse-detected',
  'user.created',
  'user.data-policy-changed',
  'user.deleted',
  'user.updated',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
