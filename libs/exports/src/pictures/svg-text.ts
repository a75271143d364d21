import { FONT_FAMILY, type Fonts, SPARE_FAMILY } from './fonts';
import { COLORS } from './palette';

/** How a text is written. */
export interface TextStyle {
  size: number;
  isBold?: boolean;
  color?: string;
  anchor?: 'start' | 'middle' | 'end';
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/gu;
/** What would have the rest of a line read backwards. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;
const TOKENS = /&[a-z0-9#]+;|./gsu;
const TEXTS = /(<text\b[^>]*>)([^<]+)(<\/text>)/g;

/** A text as it stands in SVG. What XML cannot hold becomes a space. */
export function escaped(text: string): string {
  return oneLine(text).replaceAll(/[&<>"]/g, (each) => ENTITIES[each] ?? each);
}

/** A line of text; `y` is its baseline. */
export function textAt(x: number, y: number, text: string, style: TextStyle): string {
  const { size, isBold = false, color = COLORS.text, anchor = 'start' } = style;
  return `<text x="${round(x)}" y="${round(y)}" font-family="${FONT_FAMILY}" font-size="${size}"${
    isBold ? ' font-weight="bold"' : ''
  } fill="${color}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(text)}</text>`;
}

/** A text without what breaks a line, turns it round or cannot be shown. */
export function oneLine(text: string): string {
  return text.replaceAll(UNPRINTABLE, ' ').replaceAll(TURNING, '');
}

/** The beginning of a text that fits on one line, with an ellipsis where it is cut. */
export function fitted(fonts: Fonts, given: string, width: number, size: number, isBold = false): string {
  const text = oneLine(given);
  if (fonts.widthOf(text, size, isBold) <= width) return text;
  const room = width - fonts.widthOf('…', size, isBold);
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += fonts.widthOf(character, size, isBold);
    if (used > room) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** A text broken at its spaces into lines that fit; a word that does not is broken anywhere. */
export function wrapped(fonts: Fonts, text: string, width: number, size: number, isBold = false): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (candidate: string): boolean => fonts.widthOf(candidate, size, isBold) <= width;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const candidate = line ? `${line} ${word}` : word;
    if (fits(candidate)) {
      line = candidate;
      continue;
    }
    if (line) lines.push(line);
    line = '';
    for (const character of word) {
      if (line && !fits(line + character)) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  if (line) lines.push(line);
  return lines;
}

/** SVG whose texts name the spare font for the characters that only it has: what renders PDF never looks for one. */
export function withSpareFont(fonts: Fonts, svg: string): string {
  return svg.replaceAll(TEXTS, (whole, open: string, content: string, close: string) => {
    const tokens = content.match(TOKENS) ?? [];
    if (!tokens.some((token) => token.length <= 2 && fonts.needsSpare(token))) return whole;
    let text = '';
    let run = '';
    const end = (): void => {
      if (run)
        text += `<tspan font-family="${SPARE_FAMILY}" style="font-family:${SPARE_FAMILY}">${run}</tspan>`;
      run = '';
    };
    for (const token of tokens) {
      if (token.length <= 2 && fonts.needsSpare(token)) run += token;
      else {
        end();
        text += token;
      }
    }
    end();
    return `${open}${text}${close}`;
  });
}

/** A coordinate, as fine as anybody sees. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
