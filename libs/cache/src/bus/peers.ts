/** Without a heartbeat for so long, what a process says may have been lost. */
export const SILENCE_MS = 1_000;
/** A process that was silent for so long is forgotten; should it speak again, it counts as unheard of. */
const FORGET_MS = 600_000;

interface Peer {
  sent: number;
  heardAt: number;
  silent: boolean;
}

/** What one process has heard of all, itself included. Times are monotonic milliseconds. */
export class Peers {
  private readonly peers = new Map<string, Peer>();

  constructor(private readonly self: string) {}

  /** Notes a message. False when one before it was lost. `change`: the message itself is one of those counted. */
  heard(from: string, sent: number, change: boolean, now: number): boolean {
    const peer = this.peers.get(from);
    const expected = (peer?.sent ?? 0) + (change ? 1 : 0);
    this.peers.set(from, { sent, heardAt: now, silent: false });
    return sent === expected;
  }

  /** A process that says good-bye will say nothing that could be missed. */
  left(from: string): void {
    this.peers.delete(from);
  }

  /** Whether this process has heard itself lately, and so would have heard the others. */
  hearsItself(now: number): boolean {
    const self = this.peers.get(this.self);
    return self !== undefined && now - self.heardAt <= SILENCE_MS;
  }

  /** Whether a process has fallen silent since the last call. */
  someFellSilent(now: number): boolean {
    let fell = false;
    for (const [id, peer] of this.peers) {
      const silence = now - peer.heardAt;
      if (silence > FORGET_MS) this.peers.delete(id);
      if (silence <= SILENCE_MS || peer.silent) continue;
      peer.silent = true;
      fell = true;
    }
    return fell;
  }
}
