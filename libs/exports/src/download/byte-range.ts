import type { ByteRange } from '@app/files';

/** What a Range header asks of a file: the whole, a part of it, or nothing that it has. */
export type RangeAsked = { kind: 'whole' } | ({ kind: 'part' } & ByteRange) | { kind: 'unsatisfiable' };

/**
 * Reads a Range header (RFC 9110, 14.2). One range is answered; several, other units and what is no range are ignored, as a
 * server may.
 */
export function readRange(header: string | undefined, bytes: number): RangeAsked {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (!match || (from === '' && to === '')) return { kind: 'whole' };
  if (from === '') {
    const count = Math.min(Number(to), bytes);
    return count === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', first: bytes - count, last: bytes - 1 };
  }
  const first = Number(from);
  const last = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (to !== '' && Number(to) < first) return { kind: 'whole' };
  return first >= bytes ? { kind: 'unsatisfiable' } : { kind: 'part', first, last };
}
