/**
 * Compares texts by their code points, as the collation "C" of PostgreSQL does. The operators of JavaScript compare units of UTF-16, in which a
 * character beyond U+FFFF comes before some that are less.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return place(left) - place(right);
  }
  return a.length - b.length;
}

/** Puts surrogates, which stand for what is beyond U+FFFF, after all other units. */
function place(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
