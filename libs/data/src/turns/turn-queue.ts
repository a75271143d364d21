/** Who waits: tenants take turns, and so do the users of one tenant. */
export interface TurnKey {
  tenant: string;
  user: string;
}

interface Lane<T> {
  user: string;
  items: T[];
}

interface Group<T> {
  tenant: string;
  size: number;
  lanes: Lane<T>[];
}

/**
 * A queue in which nobody waits for all that another has put in before: tenants take turns, within one its users do, and
 * one user's entries keep their order. Whoever was served goes to the end of the line.
 */
export class TurnQueue<T> {
  private groups: Group<T>[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  push({ tenant, user }: TurnKey, item: T): void {
    let group = this.groups.find((each) => each.tenant === tenant);
    if (!group) this.groups.push((group = { tenant, size: 0, lanes: [] }));
    let lane = group.lanes.find((each) => each.user === user);
    if (!lane) group.lanes.push((lane = { user, items: [] }));
    lane.items.push(item);
    group.size++;
    this.count++;
  }

  /** Takes out whose turn it is among those that `may`. */
  shift(may: (key: TurnKey) => boolean): T | undefined {
    for (const group of this.groups) {
      const lane = group.lanes.find(({ user }) => may({ tenant: group.tenant, user }));
      if (!lane) continue;
      const item = lane.items.shift() as T;
      group.lanes = [...group.lanes.filter((each) => each !== lane), lane];
      this.groups = [...this.groups.filter((each) => each !== group), group];
      this.shrank(group, lane);
      return item;
    }
    return undefined;
  }

  remove({ tenant, user }: TurnKey, item: T): boolean {
    const group = this.groups.find((each) => each.tenant === tenant);
    const lane = group?.lanes.find((each) => each.user === user);
    const index = lane?.items.indexOf(item) ?? -1;
    if (!group || !lane || index < 0) return false;
    lane.items.splice(index, 1);
    this.shrank(group, lane);
    return true;
  }

  /** Takes out the newest entry of the user who has most of them in the tenant that has most. */
  dropGreediest(): T | undefined {
    const group = largest(this.groups, ({ size }) => size);
    const lane = group && largest(group.lanes, ({ items }) => items.length);
    const item = lane?.items.pop();
    if (group && lane) this.shrank(group, lane);
    return item;
  }

  private shrank(group: Group<T>, lane: Lane<T>): void {
    this.count--;
    group.size--;
    if (lane.items.length === 0) group.lanes = group.lanes.filter((each) => each !== lane);
    if (group.size === 0) this.groups = this.groups.filter((each) => each !== group);
  }
}

/** The last of those with the greatest measure: who came last gives way. */
function largest<E>(entries: readonly E[], measure: (entry: E) => number): E | undefined {
  return entries.reduce<E | undefined>(
    (most, entry) => (most === undefined || measure(entry) >= measure(most) ? entry : most),
    undefined,
  );
}
