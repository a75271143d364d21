/** A half-open stretch of time in UTC ms. */
export interface Span {
  from: number;
  to: number;
}

/**
 * The stretches that buckets lie in. Gaps of less than `gap` are covered too: reading what lies between costs less than
 * another search in the index for every series.
 * @param starts in order
 */
export function spansOf(starts: readonly number[], length: number, gap: number): Span[] {
  const spans: Span[] = [];
  for (const start of starts) {
    const last = spans.at(-1);
    if (last && start - last.to < gap) last.to = start + length;
    else spans.push({ from: start, to: start + length });
  }
  return spans;
}
