/** What the sizes of the pools follow from. */
export interface PoolGround {
  /** Processors that this process may use. */
  processors: number;
  /** Connections that the server offers to all of its clients; undefined when it could not be asked. */
  offered?: number;
  /** DATABASE_POOL_MAX, if it was set: then it is taken as it is. */
  chosen?: number;
}

/** Most connections of one process. */
export interface PoolSizes {
  statements: number;
  entities: number;
}

const PER_PROCESSOR = 4;
const FEWEST = 10;
const MOST = 32;
const SHARE = 8;
const LEAST_ON_A_SMALL_SERVER = 4;

/**
 * Sizes of the pools: 4 connections per processor, from 10 to 32, and no more than an eighth of what the server offers
 * (but 4). Entities use half as many beside them, so that four processes fit on one server with their jobs and sessions.
 */
export function poolSizes({ processors, offered = Infinity, chosen }: PoolGround): PoolSizes {
  const wanted = Math.min(MOST, Math.max(FEWEST, PER_PROCESSOR * processors));
  const allowed = Math.max(LEAST_ON_A_SMALL_SERVER, Math.floor(offered / SHARE));
  const statements = chosen ?? Math.min(wanted, allowed);
  return { statements, entities: Math.max(2, Math.ceil(statements / 2)) };
}
