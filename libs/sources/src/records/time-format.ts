/** Texts in single quotes, which stand for themselves. */
const QUOTED = /'[^']*'/g;
const RUN = /([A-Za-z])\1*/g;

/**
 * What is wrong with a pattern of luxon, or undefined. Each letter stands once: no time has two years, and a pattern such as `yuyuyu` can be
 * held against a few digits in more ways than there is time for.
 */
export function timeFormatProblem(format: string): string | undefined {
  const letters = new Set<string>();
  for (const [run] of format.replaceAll(QUOTED, ' ').matchAll(RUN)) {
    const letter = run[0] as string;
    if (letters.has(letter))
      return `must have ${letter} once (given: ${JSON.stringify(format.slice(0, 80))})`;
    letters.add(letter);
  }
  return undefined;
}
