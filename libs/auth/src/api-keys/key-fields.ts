import { AppError, Clock } from '@app/platform';
import { isWithin } from '../policies/intersect-policies';
import { parsePolicy } from '../policies/parse-policy';
import { canonicalRule, ruleProblem } from '../principals/endpoint-rules';
import type { Permission } from '../principals/permission';
import type { DataPolicy, KeyLimits, Principal } from '../principals/principal';
import type { UpdateApiKeyDto } from './api-key.dto';
import { isForKeys, KEY_PERMISSIONS } from './key-grants';

/** The fields that a request gives, as they are stored. What is absent was not given. */
export interface KeyFields {
  name?: string;
  permissions?: Permission[];
  allowedEndpoints?: string[] | null;
  limits?: KeyLimits | null;
  dataPolicy?: DataPolicy | null;
  expiresAt?: Date | null;
}

/**
 * Reads what a request says of a key.
 * @throws AppError VALIDATION_FAILED, INSUFFICIENT_PERMISSIONS for permissions that the principal does not have itself
 */
export function parseKeyFields(principal: Principal, input: UpdateApiKeyDto, clock: Clock): KeyFields {
  const { name, permissions, allowedEndpoints, limits, dataPolicy, expiresAt } = input;
  const fields: KeyFields = {};
  if (name !== undefined) fields.name = name;
  if (permissions !== undefined) {
    assertForKeys(permissions);
    assertCovers(principal, permissions);
    fields.permissions = permissions;
  }
  if (allowedEndpoints !== undefined) fields.allowedEndpoints = parseRules(allowedEndpoints);
  if (limits !== undefined) fields.limits = parseLimits(limits);
  if (dataPolicy !== undefined) fields.dataPolicy = dataPolicy && parsePolicy(dataPolicy, '/dataPolicy');
  if (expiresAt !== undefined) fields.expiresAt = expiresAt === null ? null : future(expiresAt, clock);
  return fields;
}

/** Whoever hands out a permission has it. @throws AppError INSUFFICIENT_PERMISSIONS */
export function assertCovers(principal: Principal, permissions: readonly string[]): void {
  const missing = permissions.filter((each) => !principal.permissions.has(each as Permission));
  if (missing.length === 0) return;
  throw new AppError(
    'INSUFFICIENT_PERMISSIONS',
    `A key cannot have permissions that you do not have: ${missing.join(', ')}.`,
  );
}

/** Whoever holds a key's text sees what it sees. @throws AppError POLICY_VIOLATION */
export function assertSeesNoMore(principal: Principal, policy: DataPolicy): void {
  if (isWithin(policy, principal.dataPolicy)) return;
  throw new AppError(
    'POLICY_VIOLATION',
    'The key sees data that your data policy does not let you see; you may delete it, but not change or rotate it.',
  );
}

function assertForKeys(permissions: readonly string[]): void {
  const refused = permissions.filter((each) => !isForKeys(each));
  if (refused.length === 0) return;
  throw AppError.invalid(
    '/permissions',
    `an API key cannot manage users, API keys or organizations, so it cannot have ${refused.join(', ')} (allowed: ${KEY_PERMISSIONS.join(', ')})`,
  );
}

/** A limit that is absent is not there at all, so that it is shown as it was given. */
function parseLimits(limits: KeyLimits | null): KeyLimits | null {
  const given = Object.entries(limits ?? {}).filter(([, limit]) => limit !== undefined);
  return given.length > 0 ? Object.fromEntries(given) : null;
}

function parseRules(texts: readonly string[] | null): string[] | null {
  if (texts === null) return null;
  const errors = texts.flatMap((text, i) => {
    const problem = ruleProblem(text);
    return problem
      ? [{ pointer: `/allowedEndpoints/${i}`, message: `${JSON.stringify(text)} ${problem}` }]
      : [];
  });
  const [first] = errors;
  if (first) throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
  return [...new Set(texts.map(canonicalRule))];
}

function future(text: string, clock: Clock): Date {
  const time = new Date(text);
  if (time > clock.now()) return time;
  throw AppError.invalid('/expiresAt', `expiresAt must lie in the future (given: ${JSON.stringify(text)})`);
}
