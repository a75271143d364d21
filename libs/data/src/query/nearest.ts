const LONGEST_COMPARED = 64;
const MOST_COMPARED = 500;

/** The candidate that is spelled most like `word`, if at least half of it agrees. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.slice(0, LONGEST_COMPARED).toLowerCase();
  let best: string | undefined;
  let least = Math.ceil(wanted.length / 2) + 1;
  for (const candidate of candidates.slice(0, MOST_COMPARED)) {
    const edits = distance(wanted, candidate.slice(0, LONGEST_COMPARED).toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** Levenshtein's distance by the two-row algorithm of Wagner and Fischer. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
