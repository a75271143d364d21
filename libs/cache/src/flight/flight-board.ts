import { Flight } from './flight';

/** Computations of one name at once: the newest, and one that began before the last change and still has its callers. */
const MOST_AT_ONCE = 2;

interface Lane<Result, Stamp> {
  running: number;
  /** The last one that began. */
  newest: { flight: Flight<Result>; stamp: Stamp } | undefined;
  /** One that begins as soon as another ends. */
  next: { flight: Flight<Result>; begin: () => void } | undefined;
}

/**
 * The computations that are under way, by name. A caller joins the newest only if its stamp, taken when it began, is good
 * enough for that caller; however fast changes come, no more than two of a name run at once.
 */
export class FlightBoard<Result, Stamp> {
  private readonly lanes = new Map<string, Lane<Result, Stamp>>();

  /** The computation to join for a caller who comes now, if there is one. */
  find(name: string, admits: (stamp: Stamp) => boolean): Flight<Result> | undefined {
    const lane = this.lanes.get(name);
    const newest = lane?.newest;
    if (newest && !newest.flight.aborted && admits(newest.stamp)) return newest.flight;
    return lane?.next && !lane.next.flight.aborted ? lane.next.flight : undefined;
  }

  /** Begins one, at once or when its turn comes. `stamp` is called when it begins. */
  begin(
    name: string,
    stamp: () => Stamp,
    run: (stamp: Stamp, signal: AbortSignal) => Promise<Result>,
  ): Flight<Result> {
    const lane: Lane<Result, Stamp> = this.lanes.get(name) ?? {
      running: 0,
      newest: undefined,
      next: undefined,
    };
    this.lanes.set(name, lane);
    const turn = lane.running < MOST_AT_ONCE ? undefined : Promise.withResolvers<void>();
    const started = turn ? undefined : stamp();
    if (started) lane.running++;
    const flight: Flight<Result> = new Flight(async (signal) => {
      await turn?.promise;
      const own = started ?? stamp();
      if (turn) lane.newest = { flight, stamp: own };
      try {
        signal.throwIfAborted();
        return await run(own, signal);
      } finally {
        this.ended(name, lane, flight);
      }
    });
    if (turn) lane.next = { flight, begin: turn.resolve };
    else if (started) lane.newest = { flight, stamp: started };
    return flight;
  }

  private ended(name: string, lane: Lane<Result, Stamp>, flight: Flight<Result>): void {
    lane.running--;
    if (lane.newest?.flight === flight) lane.newest = undefined;
    const { next } = lane;
    if (next) {
      lane.next = undefined;
      lane.running++;
      next.begin();
    } else if (lane.running === 0) this.lanes.delete(name);
  }
}
