import { hash } from 'node:crypto';
import type { DataPolicy } from './principal';

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
