import { ConnectorKinds } from '@app/sources';
import type { World } from '../world';
import type { SqlEngine } from './sql-engine';

/** Adds a kind of source to a world that runs: whoever makes one of it gets the engine. */
export function addEngineKind(world: World, kind: string, { connector }: SqlEngine): void {
  const { kinds } = world.get(ConnectorKinds) as unknown as { kinds: Map<string, unknown> };
  kinds.set(kind, {
    type: 'database',
    kind,
    secrets: [],
    parse: () => ({ kind }),
    open: () => connector,
  });
}
