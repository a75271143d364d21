const LONGEST = 31;

/** Gives each title a name that spreadsheet programs take: at most 31 characters, none of `[]:*?/\`, no two alike in any case. */
export class SheetNames {
  private readonly taken = new Set<string>(['history']);

  next(title: string): string {
    const clean = title
      .toWellFormed()
      .replaceAll(/[\p{Cc}[\]:*?/\\]/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/^[\s']+|[\s']+$/g, '');
    const base = clean === '' ? 'Sheet' : clean;
    for (let number = 1; ; number++) {
      const suffix = number === 1 ? '' : ` (${number})`;
      const name = cut(base, LONGEST - suffix.length) + suffix;
      if (this.taken.has(name.toLowerCase())) continue;
      this.taken.add(name.toLowerCase());
      return name;
    }
  }
}

/** Counted as spreadsheets do, in UTF-16 units, but never through the middle of a character. */
function cut(text: string, units: number): string {
  let result = '';
  for (const character of text) {
    if (result.length + character.length > units) break;
    result += character;
  }
  return result.trimEnd();
}
