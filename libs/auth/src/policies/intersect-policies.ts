import type { DataPolicy } from '../principals/principal';

/**
 * The policy that lets through what every one of them does: of each dimension that any names, the values that all who
 * name it list. It never lets through more than one of them alone. Equal results are deeply equal: sorted, none twice.
 */
export function intersectPolicies(...policies: readonly (DataPolicy | null | undefined)[]): DataPolicy {
  const kept = new Map<string, readonly string[]>();
  for (const policy of policies) {
    for (const [dimension, values] of Object.entries(policy ?? {})) {
      const before = kept.get(dimension);
      kept.set(dimension, before ? before.filter((value) => values.includes(value)) : values);
    }
  }
  const sorted = [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([dimension, values]) => [dimension, [...new Set(values)].toSorted()]),
  );
}

/** Whether `policy` lets through no more than `bound` does. */
export function isWithin(policy: DataPolicy | null | undefined, bound: DataPolicy): boolean {
  return Object.entries(bound).every(([dimension, allowed]) => {
    const values = policy && Object.hasOwn(policy, dimension) ? policy[dimension] : undefined;
    return values?.every((value) => allowed.includes(value)) === true;
  });
}
