import { Backlog } from '../backlog';
import type { Frame } from '../frame';
import { encodeFrame } from './encoded-frame';
import { type EngineConnection, type EngineTransport, netSocketOf, socketBelow } from './engine';

const NOT_COMPRESSED = { compress: false };

/** When a client is too slow. */
export interface SlowRules {
  streamBacklogBytes: number;
  streamSlowMs: number;
}

/**
 * The way of frames to one client. A websocket that takes them gets the bytes that all get, past engine.io, whose work for
 * each packet would be most of the cost. What a client does not take waits here, coalesced; more than the rules allow, or for
 * longer, and it is too slow.
 */
export class SocketOutlet {
  private readonly backlog = new Backlog();
  private open = false;
  /** When the client last took something, while something waits. */
  private waitingSince = Infinity;
  private watched: EngineTransport | undefined;

  constructor(
    private readonly connection: EngineConnection,
    private readonly namespace: string,
    private readonly rules: SlowRules,
    private readonly onSlow: () => void,
  ) {}

  /** From now on frames go out; before, they wait: the client must hear first that it is connected. */
  start(): void {
    this.open = true;
    this.watch();
    this.connection.on('upgrade', this.watch);
    this.flush();
  }

  /** Nothing goes out any more. */
  stop(): void {
    this.open = false;
    this.backlog.clear();
    this.waitingSince = Infinity;
    this.connection.off('upgrade', this.watch);
    this.unwatch();
  }

  push(frame: Frame): void {
    if (this.backlog.isEmpty && this.write(frame)) return;
    if (this.backlog.isEmpty) this.waitingSince = performance.now();
    this.backlog.add(frame);
    if (this.backlog.excess > this.rules.streamBacklogBytes) this.onSlow();
  }

  /** The last word: whatever waits is forgotten, and engine.io keeps it for a client that is between two polls. */
  pushLast(frame: Frame): void {
    if (!this.open) return;
    this.backlog.clear();
    if (!this.write(frame)) this.connection.write(encodeFrame(frame, this.namespace).packet, NOT_COMPRESSED);
  }

  /** Looks whether something has waited for too long. */
  assertMoves(now: number): void {
    if (now - this.waitingSince > this.rules.streamSlowMs) this.onSlow();
  }

  private readonly flush = (): void => {
    for (let frame = this.backlog.first(); frame && this.write(frame); frame = this.backlog.first()) {
      this.backlog.shift();
      this.waitingSince = performance.now();
    }
    if (this.backlog.isEmpty) this.waitingSince = Infinity;
  };

  /** @returns whether it was taken */
  private write(frame: Frame): boolean {
    const { connection } = this;
    if (!this.open || connection.readyState !== 'open' || connection.writeBuffer.length > 0) return false;
    const { transport } = connection;
    const socket = netSocketOf(transport);
    if (socket) {
      if (socket.writableNeedDrain) return false;
      socket.write(encodeFrame(frame, this.namespace).bytes);
      return true;
    }
    if (!transport.writable || transport.name === 'websocket') return false;
    const { packet } = encodeFrame(frame, this.namespace);
    transport.send([{ type: 'message', data: packet, options: NOT_COMPRESSED }]);
    return true;
  }

  /** A client that begins with polling has another transport later. */
  private readonly watch = (): void => {
    this.unwatch();
    const { transport } = this.connection;
    this.watched = transport;
    transport.on('ready', this.flush);
    // Many dashboards can come by one connection.
    transport.setMaxListeners(0);
    netSocketOf(transport)?.setMaxListeners(0).on('drain', this.flush);
    this.flush();
  };

  private unwatch(): void {
    if (!this.watched) return;
    this.watched.off('ready', this.flush);
    socketBelow(this.watched)?.off('drain', this.flush);
    this.watched = undefined;
  }
}
