/** Everything that leaves a row in the audit log, by `<subject>.<what happened>`. */
export const AUDIT_ACTIONS = [
  'invitation.accepted',
  'invitation.created',
  'login.failed',
  'login.succeeded',
  'organization.entered',
  'password.changed',
  'password.reset',
  'password.reset-requested',
  'points.deletion-requested',
  'session.ended',
  'session.reuse-detected',
  'user.created',
  'user.deleted',
  'user.updated',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
