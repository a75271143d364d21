const MIB = 1_048_576;

/** How much of a stream is read at once. */
export const STREAM_LIMITS = {
  /** What is there is waited for no longer before it is stored: what trickles in is gathered. Milliseconds. */
  lingerMs: 200,
  /** A batch that has so much is not made larger: it has at most one record more. */
  batchBytes: 4 * MIB,
  /** Of one answer of Redis; what is larger is asked for in smaller parts, down to one entry. */
  replyBytes: 48 * MIB,
  /** The largest message of NATS that is read; its client takes none that is larger. */
  messageBytes: 64 * MIB,
  /** Records that a schema is made of. */
  sampled: 50,
  /** A server that does not answer within that is gone. */
  answerMs: 10_000,
} as const;
