import { crc32 } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import type { CacheTag } from '../cache-tag';
import { changedFields, comparedFields, EVERY_DAY, type UtcDay } from './day-fields';

/** Days of a metric, both inclusive: what an answer was computed from, or what a change concerns. */
export interface MetricDays {
  /** Id or any other name that writers and readers agree on. */
  metric: string | number;
  fromDay: UtcDay;
  toDay: UtcDay;
}

/** Fields of one subject (a metric, a tag or a key): compared by readers, raised by writers. */
export interface Fields {
  subject: string;
  fields: readonly number[];
}

const WHOLE = [EVERY_DAY];
/** Field of a change after which not even those who take stale answers may have the entries of its subject. */
export const DROPPED = -2;
const DELETION_FIELDS = 4_096;

/** Everything whose change makes the entry of `name` stale. Its own deletion is one, so that `delete` reaches all processes. */
export function dependenciesOf(
  name: string,
  from: { tags?: readonly CacheTag[]; versions?: readonly MetricDays[] },
): Fields[] {
  return [
    deletionOf(name),
    ...(from.tags ?? []).map((tag) => shared(`t:${tag}`, () => invalidationOf(tag))),
    ...(from.versions ?? []).map((span) =>
      shared(`m:${span.metric}:${span.fromDay}-${span.toDay}`, () => comparisonOf(span)),
    ),
  ];
}

/** Many entries depend on the same: they share one object. */
const known = new LRUCache<string, Fields>({ max: 5_000 });

function shared(id: string, make: () => Fields): Fields {
  let fields = known.get(id);
  if (!fields) known.set(id, (fields = make()));
  return fields;
}

function comparisonOf({ metric, fromDay, toDay }: MetricDays): Fields {
  return { subject: `m:${metric}`, fields: comparedFields(fromDay, toDay) };
}

/** What a change of points raises. */
export function changeOf({ metric, fromDay, toDay }: MetricDays): Fields {
  return { subject: `m:${metric}`, fields: changedFields(fromDay, toDay) };
}

/** A tag is a subject without days. Ids are told in any case, by clients in their URLs too, and mean the same. */
export function invalidationOf(tag: CacheTag): Fields {
  return { subject: `t:${tag.toLowerCase()}`, fields: WHOLE };
}

/** Drops the entries of a metric, of whatever days. */
export function dropOfMetric(metric: MetricDays['metric']): Fields {
  return { subject: `m:${metric}`, fields: [EVERY_DAY, DROPPED] };
}

/** Drops the entries with a tag. */
export function dropOfTag(tag: CacheTag): Fields {
  return { subject: `t:${tag.toLowerCase()}`, fields: [EVERY_DAY, DROPPED] };
}

/** The subjects whose entries a change drops. */
export function droppedBy(changes: readonly Fields[]): Set<string> {
  return new Set(changes.filter(({ fields }) => fields.includes(DROPPED)).map(({ subject }) => subject));
}

/** Names share a few thousand counters: a deletion now and then costs a miss of an entry that only shares its counter. */
export function deletionOf(name: string): Fields {
  return { subject: 'deleted', fields: [crc32(name) % DELETION_FIELDS] };
}
