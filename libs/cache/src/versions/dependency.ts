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

/** Everything whose change makes the entry of `name` stale. The name itself is one, so that `delete` reaches all processes. */
export function dependenciesOf(
  name: string,
  from: { tags?: readonly CacheTag[]; versions?: readonly MetricDays[] },
): Fields[] {
  return [
    deletionOf(name),
    ...(from.tags ?? []).map(invalidationOf),
    ...(from.versions ?? []).map(({ metric, fromDay, toDay }) => ({
      subject: `m:${metric}`,
      fields: comparedFields(fromDay, toDay),
    })),
  ];
}

/** What a change of points raises. */
export function changeOf({ metric, fromDay, toDay }: MetricDays): Fields {
  return { subject: `m:${metric}`, fields: changedFields(fromDay, toDay) };
}

/** A tag is a subject without days. */
export function invalidationOf(tag: CacheTag): Fields {
  return { subject: `t:${tag}`, fields: WHOLE };
}

export function deletionOf(name: string): Fields {
  return { subject: `k:${name}`, fields: WHOLE };
}
