import { hash } from 'node:crypto';

/** Names a value of JSON, in whatever order the members of its objects are. */
export function fingerprint(value: unknown): string {
  const sorted = (_name: string, each: unknown): unknown =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each;
  return hash('sha256', JSON.stringify(value, sorted), 'base64url').slice(0, 22);
}
