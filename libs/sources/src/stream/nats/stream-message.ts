import type { Msg } from '@nats-io/transport-node';

/** A message as a consumer delivers it. */
export interface StreamMessage {
  /** Its number in the stream. */
  seq: number;
  /** How many messages the consumer has delivered with it. */
  delivery: number;
  /** When the stream took it. Milliseconds since 1970. */
  time: number;
  data: Uint8Array;
  ack(this: void): void;
}

const ACK = new TextEncoder().encode('+ACK');
const COUNT = /^\d{1,20}$/;

/**
 * Reads the address that a message is acknowledged at: `$JS.ACK.<stream>.<consumer>.<deliveries>.<seq>.<delivery>.<nanoseconds>.<pending>`,
 * with a domain and an account before the stream in servers that have such (ADR-15 of NATS).
 * @returns undefined for one that is no message of a stream
 */
export function streamMessage(message: Msg): StreamMessage | undefined {
  const words = (message.reply ?? '').split('.');
  if (words[0] !== '$JS' || words[1] !== 'ACK') return undefined;
  const [, seq = '', delivery = '', nanoseconds = ''] = words.slice(words.length === 9 ? 4 : 6);
  if (words.length < 9 || ![seq, delivery, nanoseconds].every((each) => COUNT.test(each))) return undefined;
  return {
    seq: Number(seq),
    delivery: Number(delivery),
    time: Number(BigInt(nanoseconds) / 1_000_000n),
    data: message.data,
    ack: () => void message.respond(ACK),
  };
}
