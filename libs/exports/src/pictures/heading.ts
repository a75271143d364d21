import { DateTime } from 'luxon';
import { tablesOf } from '../writers/export-document';
import type { Fonts } from './fonts';
import { COLORS } from './palette';
import type { ReadDocument } from './read-part';
import { textAt, wrapped } from './svg-text';
import { rangeText } from './time-text';

/** The head of a report: what it is of. */
export interface Heading {
  svg: string;
  height: number;
}

const MOST_LINES = 3;

/** The range of all widgets, if they have one and the same. */
export function sharedRange({ pictures }: ReadDocument): string | undefined {
  const tables = tablesOf({ parts: pictures.map(({ part }) => part) });
  const ranges = new Set(tables.map(({ time }) => rangeText(time.from, time.to, time.timezone)));
  return ranges.size === 1 ? [...ranges][0] : undefined;
}

/** Title, description, range, filters, and when it was asked for. */
export function drawHeading(fonts: Fonts, document: ReadDocument, width: number, size: number): Heading {
  const { title, description, filters, timezone, createdAt } = document;
  const zone = timezone ?? 'UTC';
  const made = DateTime.fromJSDate(createdAt, { zone }).toFormat('yyyy-MM-dd HH:mm');
  const facts = [sharedRange(document), `time zone ${zone}`, `as of ${made}`].filter(Boolean).join('  ·  ');
  let y = 0;
  let svg = '';
  const write = (text: string, style: { size: number; isBold?: boolean; color?: string }): void => {
    const lines = wrapped(fonts, text, width, style.size, style.isBold);
    for (const [index, line] of lines.slice(0, MOST_LINES).entries()) {
      y += style.size * 1.4;
      const isCut = index === MOST_LINES - 1 && lines.length > MOST_LINES;
      svg += textAt(0, y - style.size * 0.3, isCut ? `${line} …` : line, style);
    }
  };
  write(title, { size, isBold: true });
  if (description) write(description, { size: 13, color: COLORS.muted });
  y += 3;
  write(facts, { size: 12, color: COLORS.muted });
  if (filters.length > 0) write(`Filters: ${filters.join('; ')}`, { size: 12, color: COLORS.text });
  return { svg, height: y };
}
