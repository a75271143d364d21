import { hash } from 'node:crypto';
import { UnreadableRecord } from '@app/sources';
import type { PointInput } from '../ingest/point-input';
import { mapPayload } from '../mapping/map-payload';
import type { Mapping } from '../mapping/mapping';

/** One record, and what its points are made of beside it. */
export interface ReadRecord {
  sourceId: string;
  /** What the source calls it; null: it is named by its content. */
  key: string | null;
  /** Its time where the mapping names none. Milliseconds since 1970. */
  at: number;
  record: unknown;
}

const SHOWN_ERRORS = 3;

/**
 * The points of a record, with ids made of the source, the record's name and the place of each in it: reading it again makes the same.
 * @returns or why it becomes none
 */
export function mapRecord(
  mapping: Mapping,
  { sourceId, key, at, record }: ReadRecord,
): PointInput[] | string {
  if (record instanceof UnreadableRecord) return record.why;
  try {
    const { points, errors } = mapPayload(mapping, {
      sourceId,
      key: key ?? `sha256:${hash('sha256', JSON.stringify(record) ?? '', 'base64url')}`,
      receivedAt: new Date(at),
      payload: record,
      headers: {},
    });
    return errors.length > 0 ? errors.slice(0, SHOWN_ERRORS).join('; ') : points;
  } catch (error) {
    // Lists in lists in lists, a time that no calendar has: what is behind this record must not wait for it.
    if (error instanceof RangeError) return `cannot be mapped: ${error.message}`;
    throw error;
  }
}
