import type { Frame } from '../frame';

/** A frame as socket.io sends it in one namespace. */
export interface EncodedFrame {
  namespace: string;
  /** The packet of socket.io, without the type of engine.io's. */
  packet: string;
  /** The whole websocket frame, header included: it is written as it is, to every client. */
  bytes: Buffer;
}

const EVENT = '2';
const MESSAGE = '4';
const FINAL_TEXT = 0x81;
const SHORT = 126;
const LONG = 65_536;

const encoded = new WeakMap<Frame, EncodedFrame>();

/** Encodes a frame once, however many clients get it. A frame belongs to one dashboard, and so mostly to one namespace. */
export function encodeFrame(frame: Frame, namespace: string): EncodedFrame {
  const known = encoded.get(frame);
  if (known?.namespace === namespace) return known;
  const packet = `${EVENT}${namespace},["${frame.event}",${frame.json}]`;
  const made = { namespace, packet, bytes: websocketFrame(MESSAGE + packet) };
  encoded.set(frame, made);
  return made;
}

/** RFC 6455, section 5.2: one unmasked, final text frame. */
export function websocketFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < SHORT ? 2 : length < LONG ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = SHORT;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = SHORT + 1;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}
