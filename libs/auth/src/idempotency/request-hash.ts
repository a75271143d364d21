import { hash } from 'node:crypto';

/** A short text that equal requests share and others do not; the order of members says nothing. */
export function requestHash(url: string, body: unknown): string {
  return hash('sha256', JSON.stringify([url, sorted(body)]), 'base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  // Pairs, because an object puts names that look like numbers first.
  return { members: entries.map(([name, member]) => [name, sorted(member)]) };
}
