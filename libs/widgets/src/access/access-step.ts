import type { Permission, Principal } from '@app/auth';
import { ROLES, permissionsOf } from '@app/auth';
import { type AccessReason, allows, type NeededAccess } from '@app/dashboards';

/** One of the questions that are asked in turn; the first that is answered with no decides. */
export interface AccessStep {
  check: 'permission' | 'visibility' | 'access' | 'data policy';
  passed: boolean;
  detail: string;
}

/** Whether the roles allow it at all, and which of them do. */
export function permissionStep(principal: Principal, permission: Permission): AccessStep {
  const passed = principal.permissions.has(permission);
  const by = ROLES.filter(
    (role) => principal.roles?.includes(role) && permissionsOf([role]).includes(permission),
  );
  const detail = passed
    ? `${permission} is allowed${by.length > 0 ? ` by the role ${by.join(' and ')}` : ''}.`
    : `${permission} is allowed by none of the roles${principal.roles ? ` (${principal.roles.join(', ')})` : ''}.`;
  return { check: 'permission', passed, detail };
}

/** What is said of what is absent, and of what must not be told from that. */
export function absentStep(noun: string, id: string): AccessStep {
  const detail = `There is no ${noun} ${JSON.stringify(id)} that can be seen.`;
  return { check: 'visibility', passed: false, detail };
}

/** Why the dashboard is seen, and whether that is enough for what is wanted. */
export function accessSteps(reasons: readonly AccessReason[], needed: NeededAccess): AccessStep[] {
  const detail = `It is seen: ${reasons.map(describe).join('; ')}.`;
  const enough = reasons.filter(({ access }) => allows(access, needed));
  const seen: AccessStep = { check: 'visibility', passed: true, detail };
  if (needed === 'read') return [seen];
  const passed = enough.length > 0;
  const why = passed ? `allowed: ${enough.map(describe).join('; ')}` : 'allowed by none of these';
  return [seen, { check: 'access', passed, detail: `To ${needed} it is ${why}.` }];
}

/** What the data policy leaves of a metric's points. It refuses nothing; what it hides is not there. */
export function policyStep(principal: Principal, dimensions: readonly string[]): AccessStep {
  const entries = Object.entries(principal.dataPolicy);
  if (entries.length === 0)
    return { check: 'data policy', passed: true, detail: 'No data policy restricts the points.' };
  const missing = entries.map(([dimension]) => dimension).filter((name) => !dimensions.includes(name));
  if (missing.length > 0) {
    const detail = `The data policy restricts ${missing.map(quoted).join(' and ')}, which the metric does not have: it shows no points.`;
    return { check: 'data policy', passed: false, detail };
  }
  const kept = entries.map(([dimension, values]) => `${quoted(dimension)} is ${list(values)}`).join(' and ');
  return { check: 'data policy', passed: true, detail: `The data policy shows the points where ${kept}.` };
}

function describe({ by, access, role }: AccessReason): string {
  const what: Record<AccessReason['by'], string> = {
    admin: 'as an admin of the organization',
    owner: 'as its owner',
    visibility: 'its visibility is organization',
    'share with user': `shared with the user to ${access}`,
    'share with role': `shared with the role ${role} to ${access}`,
    'embed token': 'by an embed token',
  };
  return what[by];
}

function list(values: readonly string[]): string {
  return values.length === 0 ? 'none of any' : values.map(quoted).join(' or ');
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
