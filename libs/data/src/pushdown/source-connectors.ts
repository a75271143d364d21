import type { QueryConnector } from '@app/sources';

/** Where the sources of metrics are opened. */
export abstract class SourceConnectors {
  /**
   * Lets `work` use the open connector of a source that answers SELECTs.
   * @throws AppError 422 UNKNOWN_REFERENCE when the organization has no such source, it is switched off, or it answers no SELECTs;
   *   SourceError as the connector does; what `work` throws
   */
  abstract withConnector<T>(
    organizationId: string,
    sourceId: string,
    work: (connector: QueryConnector) => Promise<T>,
  ): Promise<T>;
}
