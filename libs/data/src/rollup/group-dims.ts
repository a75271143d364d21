import { hash } from 'node:crypto';

/**
 * The part of a series' dimensions that a grouping keeps, as JSON with sorted keys: equal for the series of one grp. A
 * dimension that the series lacks is absent.
 * @param dimensions sorted
 */
export function groupDims(dims: Readonly<Record<string, string>>, dimensions: readonly string[]): string {
  const kept = dimensions.filter((name) => Object.hasOwn(dims, name));
  return JSON.stringify(Object.fromEntries(kept.map((name) => [name, dims[name]])));
}

/** SHA-256 in hex over canonical JSON: what series and grps are found by. */
export function hashDims(json: string): string {
  return hash('sha256', json, 'hex');
}
