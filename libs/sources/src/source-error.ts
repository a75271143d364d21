/**
 * Why a source did not do what it was asked. Everything that happens before a connection stands has the same reason and words, so
 * that nobody learns which names, addresses and ports there are inside the network of this server.
 */
const REASONS = {
  unreachable:
    'The source cannot be reached, or is not one that may be called. Look at its host and port; addresses that are not public have to be named in OUTBOUND_ALLOW.',
  certificate: 'The TLS certificate of the source is not valid for its host.',
  credentials: 'The source refuses the credentials.',
  timeout: 'The source did not answer in time.',
  broken: 'The connection to the source broke off.',
  missing: 'The source has no such database, table, stream, file or address.',
  failed: 'The source failed at what it was asked.',
  invalid: 'The source answered something that cannot be read.',
  refused: 'The source refuses what it was asked.',
  busy: 'The source has to be waited for.',
  'too-large': 'The source answered more than is allowed.',
  aborted: 'The request was called off.',
} as const;

export type SourceErrorReason = keyof typeof REASONS;
export const SOURCE_ERROR_REASONS = Object.keys(REASONS) as readonly SourceErrorReason[];

/** May another try do better, without anything being changed? */
const PASSING: ReadonlySet<SourceErrorReason> = new Set([
  'unreachable',
  'timeout',
  'broken',
  'failed',
  'busy',
]);

/** What every connector throws. `message` may be shown to whoever manages the source; `cause` is for the log alone. */
export class SourceError extends Error {
  readonly retryable: boolean;

  /**
   * @param detail what the source said, when a connection stood and it says nothing about the network; without secrets
   * @param retryAfterMs what the source asked for
   */
  constructor(
    readonly reason: SourceErrorReason,
    readonly detail?: string,
    { cause, retryAfterMs }: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(detail ? `${REASONS[reason]} ${detail}` : REASONS[reason], { cause });
    this.name = 'SourceError';
    this.retryable = PASSING.has(reason);
    this.retryAfterMs = retryAfterMs;
  }

  readonly retryAfterMs: number | undefined;
}

/** Busy, but not of the source's making: this process has so much at work that it did not come to asking. */
export class OwnLimitError extends SourceError {
  constructor(what: string, retryAfterMs?: number) {
    super('busy', what, { ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }
}
