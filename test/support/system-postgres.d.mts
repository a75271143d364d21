export function startSystemPostgres(): Promise<
  { url: string; version: string; stop: () => Promise<void> } | undefined
>;
export function findPostgres(): string | undefined;
