import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionEnd } from './connection';
import type { OpenConnection } from './open-connection';

const TURNS = 20;
const BETWEEN_MS = 75;
/** So few may come back in one moment. */
const AT_ONCE = 50;

/** Ends all, spread over a second and a half when they are many, so that they do not all come back in one moment. */
export async function endInTurns(connections: OpenConnection[], end: ConnectionEnd): Promise<void> {
  const size = Math.max(AT_ONCE, Math.ceil(connections.length / TURNS));
  for (let first = 0; first < connections.length; first += size) {
    if (first > 0) await sleep(BETWEEN_MS);
    for (const connection of connections.slice(first, first + size)) connection.end(end);
  }
}
