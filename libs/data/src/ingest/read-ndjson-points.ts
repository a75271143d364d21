import { AppError } from '@app/platform';
import { MalformedPoint } from './malformed-point';
import type { PointBatch } from './point-batch';
import { tooManyPoints } from './too-many-points';

/**
 * Reads one point per line of JSON; blank lines count for nothing.
 * @throws AppError 400 for an empty text and for more points than `maxPoints`
 */
export function readNdjsonPoints(text: string, maxPoints: number): PointBatch {
  const points: unknown[] = [];
  const lines: number[] = [];
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    line += 1;
    const content = text.slice(start, end).trim();
    start = end + 1;
    if (content === '') continue;
    if (points.length === maxPoints) throw tooManyPoints(maxPoints, `more than ${maxPoints}`);
    points.push(readLine(content));
    lines.push(line);
  }
  if (points.length === 0)
    throw AppError.invalid('/points', 'the body must have at least one line with a point (given: none)');
  return { points, lines };
}

function readLine(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    // The parser counts lines too, but each line is a text of its own to it.
    const message = (error as Error).message.replace(/ \(line \d+ column \d+\)$/, '');
    return new MalformedPoint(`is not valid JSON: ${message}`);
  }
}
