/**
 * How one step of the tests went.
 *
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 * @property {string[]} notes what failed or was skipped, a line each
 */

/** @returns {Outcome} */
export function skippedStep(reason) {
  return { passed: 0, failed: 0, skipped: 1, seconds: 0, notes: [`skipped: ${reason}`] };
}

/** Under REQUIRE_ALL nothing may be skipped: what was counts as failed. @returns {Outcome} */
export function requireAll(outcome) {
  return { ...outcome, failed: outcome.failed + outcome.skipped, skipped: 0 };
}

/** The last line of a run: `120 passed, 0 failed`, with `, 3 skipped` behind it where some were. */
export function total(outcomes) {
  const sum = (key) => outcomes.reduce((all, outcome) => all + outcome[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') ? `, ${sum('skipped')} skipped` : ''}`;
}
