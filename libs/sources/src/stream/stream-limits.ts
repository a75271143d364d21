/** How much of a stream is read at once. */
export const STREAM_LIMITS = {
  /** What is there is waited for no longer before it is stored: what trickles in is gathered. Milliseconds. */
  lingerMs: 200,
  /** Of one batch, as far as the server can be told or the last batches foretell. */
  batchBytes: 8 * 1_048_576,
  /** Records that a schema is made of. */
  sampled: 50,
  /** A server that does not answer within that is gone. */
  answerMs: 10_000,
} as const;
