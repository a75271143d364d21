import { createHash } from 'node:crypto';

/** Stands for a series where many are written down: 12 characters, however long its group is. */
export type SeriesMark = string;

/** 72 bits of its key. */
export function markOf(key: string): SeriesMark {
  return createHash('sha256').update(key).digest('base64url').slice(0, 12);
}
