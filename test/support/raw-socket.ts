import { WebSocket } from 'ws';
import { eventually } from './eventually';

/** A client of a dashboard that can stop to read. */
export class RawSocket {
  private readonly texts: string[] = [];

  private constructor(private readonly socket: WebSocket) {
    socket.on('error', () => undefined);
  }

  static async open(api: string, dashboardId: string, token: string): Promise<RawSocket> {
    const socket = new WebSocket(`${api.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const raw = new RawSocket(socket);
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      raw.texts.push(text.slice(0, 200));
      if (text.startsWith('0')) socket.send(`40/ws/dashboard/${dashboardId},${JSON.stringify({ token })}`);
    });
    await eventually(() => raw.texts.some((text) => text.startsWith('40')), 'it is connected');
    return raw;
  }

  received(event: string): Promise<true> {
    return eventually(() => this.texts.some((text) => text.includes(`["${event}"`)), `${event} came`);
  }

  /** Leaves the dashboard, and holds the connection. */
  leave(dashboardId: string): void {
    this.socket.send(`41/ws/dashboard/${dashboardId},`);
  }

  /** Resolves when the server has closed it. */
  closed(): Promise<true> {
    return eventually(() => this.socket.readyState === WebSocket.CLOSED, 'the server has closed it');
  }

  pause(): void {
    this.socket.pause();
  }

  close(): void {
    this.socket.terminate();
  }
}
