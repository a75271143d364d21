import { exactNumber } from '../database/source-values';

/** Whole numbers that a double may not hold. By itself: most texts have none, and are looked at no further. */
const LONG = /\d{16}/;
const LONG_NUMBER = /-?\d{16,}/g;
const BEFORE = new Set(['', '[', ',', ':', ' ', '\t', '\n', '\r']);
const BEHIND = new Set(['', ']', ',', '}', ' ', '\t', '\n', '\r']);

/**
 * What a text of JSON says. A whole number that no double holds is a text of its digits, as it is when it comes from a database: ids of
 * 64 bits would otherwise be taken for their neighbours'.
 * @throws SyntaxError
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(LONG.test(text) ? withDigits(text) : text) as unknown;
}

function withDigits(text: string): string {
  const pieces: string[] = [];
  const texts = new Texts(text);
  let done = 0;
  for (const { 0: digits, index } of text.matchAll(LONG_NUMBER)) {
    if (texts.reach(index) || !BEFORE.has(text.charAt(index - 1))) continue;
    const end = index + digits.length;
    if (!BEHIND.has(text.charAt(end)) || /^-?0/.test(digits)) continue;
    if (typeof exactNumber(digits) === 'number') continue;
    pieces.push(text.slice(done, index), `"${digits}"`);
    done = end;
  }
  return pieces.join('') + text.slice(done);
}

/** Follows where texts begin and end, from left to right. */
class Texts {
  private inside = false;
  /** The next quote; looked for once, or a text without end would be read again for every number in it. */
  private quote: number;

  constructor(private readonly text: string) {
    this.quote = this.quoteFrom(0);
  }

  /** Is what stands there part of a text? */
  reach(index: number): boolean {
    while (this.quote < index) {
      if (!this.inside || !this.isEscaped(this.quote)) this.inside = !this.inside;
      this.quote = this.quoteFrom(this.quote + 1);
    }
    return this.inside;
  }

  private quoteFrom(at: number): number {
    const found = this.text.indexOf('"', at);
    return found === -1 ? Infinity : found;
  }

  private isEscaped(quote: number): boolean {
    let first = quote;
    while (this.text[first - 1] === '\\') first--;
    return (quote - first) % 2 === 1;
  }
}
