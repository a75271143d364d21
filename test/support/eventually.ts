/** Asks until the answer is truthy, and answers it; fails after `withinMs` milliseconds. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  what: string,
  withinMs = 10_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
