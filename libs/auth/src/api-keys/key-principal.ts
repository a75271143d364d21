import { intersectPolicies } from '../policies/intersect-policies';
import { EndpointRules } from '../principals/endpoint-rules';
import type { Permission } from '../principals/permission';
import type { DataPolicy, KeyLimits, Principal } from '../principals/principal';
import { accountOf, type UserRow } from '../sessions/account';
import { isForKeys } from './key-grants';

/** What the database says of a key and of the user who made it. */
export interface KeyRow extends UserRow {
  hash: string;
  keyId: string;
  creatorId: string;
  keyOrganizationId: string;
  keyPermissions: string[];
  allowedEndpoints: string[] | null;
  limits: KeyLimits | null;
  keyPolicy: DataPolicy | null;
  expiresAt: Date | null;
  /** When this text of a rotated key stops working; null for the current one. */
  graceUntil: Date | null;
}

/** A key as of now. The same object, with the same principal, as long as nothing changes. */
export interface KeyState {
  readonly keyId: string;
  readonly creatorId: string;
  readonly principal: Principal;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly graceUntil: number;
  /** The row's fields in one text, to see whether they changed. */
  readonly fingerprint: string;
}

/** The state that a row means; `previous` if that is the same. */
export function keyStateOf(row: KeyRow, previous: KeyState | undefined): KeyState {
  const fingerprint = JSON.stringify(row);
  if (previous?.fingerprint === fingerprint) return previous;
  return {
    keyId: row.keyId,
    creatorId: row.creatorId,
    principal: keyPrincipal(row),
    expiresAt: row.expiresAt?.getTime() ?? Infinity,
    graceUntil: row.graceUntil?.getTime() ?? Infinity,
    fingerprint,
  };
}

/** What a key may do: what it was given, and never more than its maker may do as of now. */
function keyPrincipal(row: KeyRow): Principal {
  const maker = accountOf(row);
  const { limits } = row;
  return Object.freeze({
    kind: 'apiKey',
    id: row.keyId,
    organizationId: row.keyOrganizationId,
    permissions: new Set(
      row.keyPermissions.filter(
        (each): each is Permission => isForKeys(each) && maker.permissions.has(each as Permission),
      ),
    ),
    dataPolicy: intersectPolicies(maker.dataPolicy, row.keyPolicy),
    ...(limits && Object.keys(limits).length > 0 ? { limits } : {}),
    ...(row.allowedEndpoints ? { endpoints: new EndpointRules(row.allowedEndpoints) } : {}),
  } satisfies Principal);
}
