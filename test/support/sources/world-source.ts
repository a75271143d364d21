import type { World } from '../world';

/** A connection to the database of a world, as a source of its own: it is where sources may lie with `OUTBOUND_ALLOW=127.0.0.1`. */
export function worldSource(world: World, fields: object = {}): Record<string, unknown> {
  const { hostname, port, pathname, username, password } = new URL(world.databaseUrl);
  return {
    kind: 'postgresql',
    host: hostname,
    port: Number(port),
    database: pathname.slice(1),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    tls: { mode: 'off' },
    ...fields,
  };
}
