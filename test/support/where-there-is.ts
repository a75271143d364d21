import { onPath } from './on-path.mjs';

/** Something that suites need and a machine may lack. */
export interface Needed {
  isThere: boolean;
  /** What is missing and how to get it. */
  missing: string;
}

/** A program that the shell would find. */
export const program = (name: string, itsPackage = name): Needed => ({
  isThere: onPath(name) !== undefined,
  missing: `no ${name}. Install it (apt-get install ${itsPackage})`,
});

/**
 * `describe` for a suite that needs programs. Where one is missing the suite is skipped by name, and it is said how to get it;
 * with REQUIRE_ALL=1 it runs and fails instead.
 */
export function describeWhereThereIs(needed: Needed[], name: string, suite: () => void): void {
  const missing = needed.filter(({ isThere }) => !isThere);
  if (missing.length === 0 || process.env.REQUIRE_ALL === '1') {
    describe(name, suite);
    return;
  }
  for (const each of missing) process.stderr.write(`SKIPPED "${name}": ${each.missing}.\n`);
  describe.skip(name, suite);
}
