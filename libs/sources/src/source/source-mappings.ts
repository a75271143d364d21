import type { SourceType } from '../connector';

/** What this lib has to know of mappings, which mean something to a lib above it. That lib provides it. */
export abstract class SourceMappings {
  /**
   * Reads what a client gives as a source's mapping.
   * @returns what is stored
   * @throws AppError VALIDATION_FAILED with pointers below `/mapping`
   */
  abstract check(mapping: unknown, source: { type: SourceType; kind: string }): object;
}
