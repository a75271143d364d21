import type { EventEmitter } from 'node:events';
import type { Socket as NetSocket } from 'node:net';

/** What the sending of frames uses of engine.io, much of it not in its types. */
export interface EngineConnection extends EventEmitter {
  readonly readyState: 'opening' | 'open' | 'closing' | 'closed';
  readonly transport: EngineTransport;
  /** Packets that wait for the transport. */
  readonly writeBuffer: readonly unknown[];
  write(data: string, options: { compress: boolean }): void;
  close(discard?: boolean): void;
}

export interface EngineTransport extends EventEmitter {
  readonly name: string;
  readonly writable: boolean;
  /** Of the websocket transport alone. */
  readonly socket?: EngineWebSocket;
  send(packets: EnginePacket[]): void;
}

export interface EnginePacket {
  type: 'message';
  data: string;
  options: { compress: boolean };
}

/** Of `ws`. */
export interface EngineWebSocket {
  readonly readyState: number;
  readonly _socket?: NetSocket;
  close(code: number, reason: string): void;
  terminate(): void;
}

const OPEN = 1;

/* oxlint-disable no-underscore-dangle -- the name is of ws */

/** The connection of the operating system below a websocket; undefined for other transports. */
export function socketBelow({ socket }: EngineTransport): NetSocket | undefined {
  return socket?._socket;
}

/** The same while the websocket is open. */
export function netSocketOf(transport: EngineTransport): NetSocket | undefined {
  return transport.socket?.readyState === OPEN ? socketBelow(transport) : undefined;
}
