import { Injectable } from '@nestjs/common';
import { FileStore } from '@app/files';
import { Destinations, HttpClient } from '@app/outbound';
import { AppConfig, Clock } from '@app/platform';
import { SourceTraffic } from '../api/traffic/source-traffic';
import type { Connector } from '../connector';
import type { Connection, ConnectorContext, ConnectorKind } from '../connector-kind';

/** Gives connectors what they work with. */
@Injectable()
export class ConnectorOpener {
  private readonly tools: Omit<ConnectorContext, 'sourceId' | 'organizationId'>;

  constructor(
    destinations: Destinations,
    http: HttpClient,
    traffic: SourceTraffic,
    files: FileStore,
    config: AppConfig,
    clock: Clock,
  ) {
    this.tools = { destinations, http, traffic, files, config, clock };
  }

  /** Connects to nothing yet. */
  open(
    kind: ConnectorKind,
    connection: Connection,
    source: { id: string; organizationId: string },
  ): Connector {
    return kind.open(connection, {
      sourceId: source.id,
      organizationId: source.organizationId,
      ...this.tools,
    });
  }

  /** Opens one for a while. */
  async during<T>(
    kind: ConnectorKind,
    connection: Connection,
    source: { id: string; organizationId: string },
    work: (connector: Connector) => Promise<T>,
  ): Promise<T> {
    const connector = this.open(kind, connection, source);
    try {
      return await work(connector);
    } finally {
      await connector.close();
    }
  }
}
