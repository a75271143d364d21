import type { ConnectorKind } from './connector-kind';

/** Every kind of source there is. */
export const CONNECTOR_KINDS: readonly ConnectorKind[] = [];
