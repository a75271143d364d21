import { hash } from 'node:crypto';
import type { DataPolicy, Principal } from './principal';

const known = new WeakMap<DataPolicy, string>();

/** A short text that equal data policies share and others do not; part of the key of whatever a policy shapes. */
export function policyHash(policy: DataPolicy): string {
  let text = known.get(policy);
  if (text === undefined) {
    const facts = Object.entries(policy)
      .map(([dimension, values]) => [dimension, [...new Set(values)].toSorted()] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    text = facts.length === 0 ? 'none' : hash('sha256', JSON.stringify(facts), 'base64url');
    known.set(policy, text);
  }
  return text;
}

/**
 * A short text that principals share who see the same points, and others do not: of the data policy and the locked
 * filters. Part of the key of every answer that points went into.
 */
export function scopeHash({
  dataPolicy,
  lockedFilters,
}: Pick<Principal, 'dataPolicy' | 'lockedFilters'>): string {
  const policy = policyHash(dataPolicy);
  if (!lockedFilters || lockedFilters.length === 0) return policy;
  return hash('sha256', JSON.stringify([policy, lockedFilters]), 'base64url');
}
