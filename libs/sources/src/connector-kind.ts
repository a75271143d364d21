import type { FileStore } from '@app/files';
import type { Destinations, HttpClient } from '@app/outbound';
import type { AppConfig, Clock } from '@app/platform';
import type { SourceTraffic } from './api/traffic/source-traffic';
import type { Connector, SourceType } from './connector';

/** What connectors are given to work with. */
export interface ConnectorContext {
  sourceId: string;
  organizationId: string;
  /** Which hosts may be connected to. */
  destinations: Destinations;
  http: HttpClient;
  /** How often APIs may be asked, and whether they answer. */
  traffic: SourceTraffic;
  files: FileStore;
  config: AppConfig;
  clock: Clock;
}

/** A connection as users give it: JSON with a `kind` (`postgresql`, `http`, `redis`, …) and what that kind needs. */
export type Connection = { kind: string } & Record<string, unknown>;

/** One kind of source: how its connection is written and how it is opened. */
export interface ConnectorKind<C extends Connection = Connection> {
  readonly type: SourceType;
  readonly kind: C['kind'];
  /** Paths of what is secret, with dots, `*` for any name: `password`, `auth.token`, `headers.*`. Stored sealed, shown as `***`. */
  readonly secrets: readonly string[];
  /**
   * Paths of what may change while a stored secret is kept: what decides neither where secrets are sent nor whether they are safe on their
   * way. Whoever changes anything else has to give the secrets again, so that nobody sends them to a host of their own. Default: none.
   */
  readonly harmless?: readonly string[];
  /**
   * Checks a connection and gives it its defaults; unknown fields are errors.
   * @throws AppError VALIDATION_FAILED with pointers below `/connection`
   */
  parse(input: Record<string, unknown>): C;
  /** Opens without connecting: that happens with the first call. @throws SourceError when that can never work */
  open(connection: C, context: ConnectorContext): Connector;
}
