import type { Redis } from 'ioredis';

/** Where reading is in a stream. */
export interface RedisPosition extends Record<string, unknown> {
  /** Of the last entry that was read. */
  id: string;
  /** Entries that the stream ever had up to there; null where the server does not count them. */
  read: number | null;
}

/** What a server says of a stream. */
export interface StreamState {
  length: number;
  /** Entries ever added, those that are gone among them; null before Redis 7. */
  added: number | null;
  /** Null: it is empty. */
  firstId: string | null;
  lastId: string;
}

export type Entry = [id: string, fields: string[]];

/** The reply of XINFO STREAM. */
export function readState(reply: unknown): StreamState {
  const list = reply as unknown[];
  const of = (name: string): unknown => {
    const at = list.indexOf(name);
    return at < 0 ? undefined : list[at + 1];
  };
  const added = of('entries-added');
  return {
    length: Number(of('length')),
    added: added === undefined ? null : Number(added),
    firstId: (of('first-entry') as Entry | null)?.[0] ?? null,
    lastId: of('last-generated-id') as string,
  };
}

/** @throws what ioredis throws; `ERR no such key` */
export async function streamState(redis: Redis, stream: string): Promise<StreamState> {
  return readState(await redis.xinfo('STREAM', stream));
}

/** Where the stream begins, or where it ends now. */
export function positionAt(
  { length, added, lastId }: StreamState,
  start: 'beginning' | 'now',
): RedisPosition {
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
export function goneBehind({ id, read }: RedisPosition, { length, added, firstId }: StreamState): number {
  if (read === null || added === null) return 0;
  // As long as something at or before the position is there, nothing was trimmed behind it.
  if (firstId !== null && !isBefore(id, firstId)) return 0;
  return Math.max(0, added - read - length);
}
