/** What this lib shows of how sources are read, which a lib above it does. That lib provides it. */
export abstract class SourceReadings {
  /** How many records wait in those that are read now; those are absent that are not, or of which nobody can say. */
  abstract lagsOf(sourceIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
