import type { Redis } from 'ioredis';
import { fingerprint } from '../../fingerprint';
import { SourceError } from '../../source-error';

/** Where reading is in a stream. */
export interface RedisPosition extends Record<string, unknown> {
  /** Of the last entry that was read. */
  id: string;
  /** Entries that the stream ever had up to there; null where the server does not count them. */
  read: number | null;
  /** Names the stream that was read, and the server that it was on. */
  place: string;
  server: string;
  /** Names the fields of that entry; absent where it is not known. */
  digest?: string;
}

/** What a server says of a stream. */
export interface StreamState {
  length: number;
  /** Entries ever added, those that are gone among them; null before Redis 7. */
  added: number | null;
  /** Null: it is empty. */
  firstId: string | null;
  lastId: string;
  /** The greatest id that was deleted by itself, not trimmed; null before Redis 7. */
  deletedId: string | null;
}

export type Entry = [id: string, fields: string[]];

const ID = /^\d{1,20}-\d{1,20}$/;

/** The reply of XINFO STREAM. @throws SourceError invalid */
export function readState(reply: unknown): StreamState {
  if (!Array.isArray(reply)) throw new SourceError('invalid');
  const list = reply as unknown[];
  const of = (name: string): unknown => {
    const at = list.indexOf(name);
    return at < 0 ? undefined : list[at + 1];
  };
  const [length, added = null, lastId] = [of('length'), of('entries-added'), of('last-generated-id')];
  const firstId = (of('first-entry') as Entry | null | undefined)?.[0] ?? null;
  const deleted = of('max-deleted-entry-id');
  const isId = (id: unknown): id is string => typeof id === 'string' && ID.test(id);
  const isCount = (count: unknown): count is number => Number.isSafeInteger(count);
  if (!isCount(length) || !(added === null || isCount(added)) || !isId(lastId))
    throw new SourceError('invalid');
  const deletedId = isId(deleted) ? deleted : null;
  return { length, added, firstId: isId(firstId) ? firstId : null, lastId, deletedId };
}

/** Entries of a reply. @throws SourceError invalid */
export function readEntries(reply: unknown): Entry[] {
  const isText = (each: unknown): boolean => typeof each === 'string';
  const isEntry = (each: unknown): boolean =>
    Array.isArray(each) &&
    typeof each[0] === 'string' &&
    ID.test(each[0]) &&
    Array.isArray(each[1]) &&
    each[1].every(isText);
  if (!Array.isArray(reply) || !reply.every(isEntry)) throw new SourceError('invalid');
  return reply as Entry[];
}

/** @throws what ioredis throws; `ERR no such key`; SourceError invalid */
export async function streamState(redis: Redis, stream: string): Promise<StreamState> {
  return readState(await redis.xinfo('STREAM', stream));
}

/** What names the entry of an id; undefined when it is not there. @throws what ioredis throws; SourceError invalid */
export async function digestAt(redis: Redis, stream: string, id: string): Promise<string | undefined> {
  const [entry] = readEntries(await redis.xrange(stream, id, id, 'COUNT', 1));
  return entry && digestOf(entry);
}

export function digestOf([, fields]: Entry): string {
  return fingerprint(fields);
}

/**
 * Why a stream must be another one than that of a position, whose ids count from the beginning again; undefined where nothing says so.
 * @param found names the entry that is now where reading ended
 */
export function madeAnew(
  { id, read, digest }: Pick<RedisPosition, 'id' | 'read' | 'digest'>,
  { added, lastId, firstId, deletedId }: StreamState,
  found?: { digest: string | undefined },
): string | undefined {
  if (isBefore(lastId, id)) return `its last entry is ${lastId}, and that of ${id} was read already`;
  if (read !== null && added !== null && added < read)
    return `it has had ${added} entries, and ${read} were read already`;
  if (!found || digest === undefined) return undefined;
  if (found.digest !== undefined)
    return found.digest === digest ? undefined : `its entry ${id} is not the one that was read`;
  // What is trimmed goes from the beginning on; whoever deletes single entries leaves a trace.
  const isKept = firstId !== null && isBefore(firstId, id) && deletedId !== null && isBefore(deletedId, id);
  return isKept ? `it has entries before ${id}, which was read, and not that one` : undefined;
}

/** Where the stream begins, or where it ends now. */
export function positionAt(
  { length, added, lastId }: StreamState,
  start: 'beginning' | 'now',
): Pick<RedisPosition, 'id' | 'read'> {
  return start === 'now'
    ? { id: lastId, read: added }
    : { id: '0-0', read: added === null ? null : added - length };
}

/** Whether an id comes before another. */
export function isBefore(a: string, b: string): boolean {
  const [[aMs = 0n, aSeq = 0n], [bMs = 0n, bSeq = 0n]] = [a, b].map((id) => id.split('-').map(BigInt)) as [
    bigint[],
    bigint[],
  ];
  return aMs < bMs || (aMs === bMs && aSeq < bSeq);
}

/** How many entries behind a position are gone; 0 where the server does not count. */
export function goneBehind(
  { id, read }: Pick<RedisPosition, 'id' | 'read'>,
  { length, added, firstId }: StreamState,
): number {
  if (read === null || added === null) return 0;
  // As long as something at or before the position is there, nothing was trimmed behind it.
  if (firstId !== null && !isBefore(id, firstId)) return 0;
  return Math.max(0, added - read - length);
}
