import type { Fonts } from './fonts';
import { COLORS } from './palette';
import { textAt, wrapped } from './svg-text';

/** A line of a text, ready to be written. */
export interface WordLine {
  text: string;
  size: number;
  isBold: boolean;
  indent: number;
  /** Pixels from the line before. */
  height: number;
}

const SIZE = 12;
const LINE = 17;
const MARKS = /\*\*(.+?)\*\*|__(.+?)__|\*(.+?)\*|`(.+?)`/g;
const LINKS = /\[(.+?)\]\((https?:\/\/[^)\s]+)\)/g;

/** Markdown as plain lines: headings are bold, lists have dots, links tell where they lead. */
export function linesOfMarkdown(fonts: Fonts, markdown: string, width: number): WordLine[] {
  const lines: WordLine[] = [];
  const add = (text: string, size: number, isBold: boolean, indent: number, gap: number): void => {
    for (const [index, line] of wrapped(fonts, text, width - indent, size, isBold).entries())
      lines.push({
        text: line,
        size,
        isBold,
        indent,
        height: (LINE * size) / SIZE + (index === 0 ? gap : 0),
      });
  };
  for (const block of markdown.split(/\n\s*\n/)) {
    let gap = lines.length > 0 ? 7 : 0;
    let paragraph = '';
    const flush = (): void => {
      if (paragraph) add(plain(paragraph), SIZE, false, 0, gap);
      if (paragraph) gap = 2;
      paragraph = '';
    };
    for (const line of block.split('\n').map((each) => each.trim())) {
      const heading = /^(#{1,6})\s+(.*)$/.exec(line);
      const item = /^[-*]\s+(.*)$/.exec(line);
      if (!heading && !item) {
        paragraph += ` ${line}`;
        continue;
      }
      flush();
      if (heading) add(plain(heading[2] ?? ''), (heading[1]?.length ?? 6) < 3 ? 15 : 13, true, 0, gap);
      else add(`• ${plain(item?.[1] ?? '')}`, SIZE, false, 6, gap);
      gap = 2;
    }
    flush();
  }
  return lines;
}

/** Writes the lines that fit; the last one tells if there are more. */
export function drawWords(lines: readonly WordLine[], height: number): string {
  let y = 0;
  let svg = '';
  for (const [index, { text, size, isBold, indent, height: own }] of lines.entries()) {
    const isLast = index < lines.length - 1 && y + own + (lines[index + 1]?.height ?? 0) > height;
    if (y + own > height) break;
    y += own;
    svg += textAt(indent, y - 4, isLast ? `${text} …` : text, { size, isBold, color: COLORS.text });
    if (isLast) break;
  }
  return svg;
}

function plain(text: string): string {
  return text
    .trim()
    .replaceAll(LINKS, '$1 ($2)')
    .replaceAll(
      MARKS,
      (_whole, ...groups: (string | undefined)[]) =>
        groups.slice(0, 4).find((each) => each !== undefined) ?? '',
    );
}
