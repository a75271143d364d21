import { evaluate } from '../../records/expression';
import { readTime } from '../../records/read-time';
import { writeTime } from '../../records/write-time';
import { ApiIntegrationError } from '../client/api-integration-error';
import type { Incremental } from '../connection/api-connection';
import type { RunValues } from '../connection/build-request';

/** How far an API was read: a time in ISO 8601 in UTC, or what it numbers its records by. */
export type Mark = string | number;

const DIGITS = /^\d{1,40}$/;

/** The mark that a record or a page has. @throws ApiIntegrationError invalid when what is found can be none */
export function markIn(incremental: Incremental, value: unknown): Mark | null {
  const found = evaluate(incremental.path, value);
  if (found === null) return null;
  const mark =
    incremental.type === 'time' ? readTime(found, incremental.format, incremental.timezone) : cursorOf(found);
  if (mark !== undefined) return mark;
  const what =
    incremental.type === 'time' ? `no time in the format ${incremental.format}` : 'neither text nor number';
  throw new ApiIntegrationError('invalid', { detail: `incremental.path finds what is ${what}.` });
}

/** The later of two. Digits count as numbers, whether they are written as numbers or as texts; other texts by their characters. */
export function laterOf(a: Mark | null, b: Mark | null): Mark | null {
  if (a === null || b === null) return a ?? b;
  const [left, right] = [String(a), String(b)];
  if (DIGITS.test(left) && DIGITS.test(right)) return BigInt(right) > BigInt(left) ? b : a;
  if (typeof a === 'number' && typeof b === 'number') return b > a ? b : a;
  return right > left ? b : a;
}

/** What a run asks from and until. @param since null: it is the first one; @param to milliseconds since 1970 */
export function runValues(incremental: Incremental | undefined, since: Mark | null, to: number): RunValues {
  const until = new Date(to).toISOString();
  if (incremental?.type !== 'time') return { from: since ?? incremental?.initial ?? null, to: until };
  const { initial, parameterFormat: format, timezone, overlapSeconds } = incremental;
  const begin =
    since === null ? initial : new Date(Date.parse(String(since)) - overlapSeconds * 1_000).toISOString();
  return {
    from: begin === undefined ? null : writeTime(begin, format, timezone),
    to: writeTime(until, format, timezone),
  };
}

/** Where the next run begins: never earlier than this one, and no later than this one began, whatever a record says of its time. */
export function nextSince(
  incremental: Incremental | undefined,
  since: Mark | null,
  seen: Mark | null,
  to: number,
): Mark | null {
  if (!incremental) return null;
  if (incremental.type === 'time') {
    const began = new Date(to).toISOString();
    return laterOf(since, seen !== null && String(seen) > began ? began : seen);
  }
  return incremental.of === 'page' ? (seen ?? since) : laterOf(since, seen);
}

function cursorOf(found: unknown): Mark | undefined {
  if (typeof found === 'string') return found !== '' && found.length <= 1_000 ? found : undefined;
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}
