import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { eventually } from './eventually';

export interface SocketProblem {
  code: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { pointer: string; message: string }[];
}

export type Answer = { status: 'ok' } | { status: 'error'; error: SocketProblem };

/** A payload of any event; which fields there are depends on that. */
export interface Payload {
  cursor?: string;
  widgetId?: string;
  code?: string;
  data?: { rows: (number | string | null)[][] } | null;
  widgets?: Record<string, { status: string; data: { rows: (number | string | null)[][] } | null }>;
}

type Options = Partial<ManagerOptions & SocketOptions> & { auth: Record<string, unknown> };

/** A client of a dashboard that keeps all it is told. */
export class DashboardSocket {
  readonly heard: { event: string; payload: Payload }[] = [];
  readonly disconnects: string[] = [];
  connects = 0;
  refusal: (Error & { data?: SocketProblem }) | undefined;

  constructor(
    readonly socket: Pick<Socket, 'on' | 'onAny' | 'emit' | 'connected' | 'disconnect' | 'connect' | 'io'>,
  ) {
    socket.onAny((event: string, payload: Payload) => void this.heard.push({ event, payload }));
    socket.on('connect', () => void this.connects++);
    socket.on('disconnect', (reason) => void this.disconnects.push(reason));
    socket.on('connect_error', (error: Error & { data?: SocketProblem }) => void (this.refusal = error));
  }

  static to(api: string, dashboardId: string, { auth, ...options }: Options): DashboardSocket {
    const settings = { transports: ['websocket'], forceNew: true, reconnectionDelay: 50, ...options, auth };
    return new DashboardSocket(io(`${api}/ws/dashboard/${dashboardId}`, settings));
  }

  /** How often an event came. */
  count(event: string): number {
    return this.heard.filter((each) => each.event === event).length;
  }

  /** Resolves with the first `event` that `matches`, also one that came before. */
  async first(
    event: string,
    matches: (payload: Payload) => boolean = () => true,
    withinMs = 5_000,
  ): Promise<Payload> {
    const find = () => this.heard.find((each) => each.event === event && matches(each.payload));
    return (
      await eventually(
        find,
        `${event} came; ${JSON.stringify(this.refusal?.data ?? this.disconnects)}`,
        withinMs,
      )
    ).payload;
  }

  /** Resolves with why it was not let in. */
  async refused(): Promise<SocketProblem> {
    const error = await eventually(() => this.refusal, 'it is refused', 5_000);
    this.close();
    if (!error.data) throw error;
    return error.data;
  }

  /** Sends a message and resolves with its acknowledgement. */
  async ask(event: string, ...payload: unknown[]): Promise<Answer> {
    let answer: Answer | undefined;
    this.socket.emit(event, ...payload, (given: Answer) => void (answer = given));
    return eventually(() => answer, `${event} is acknowledged; ${JSON.stringify(this.disconnects)}`, 10_000);
  }

  /** The first number of a widget as of now, put together from snapshot and frames. */
  number(widgetId: string): unknown {
    let rows: (number | string | null)[][] | undefined;
    for (const { event, payload } of this.heard) {
      if (event === 'snapshot') rows = payload.widgets?.[widgetId]?.data?.rows;
      if (event === 'widget:data' && payload.widgetId === widgetId) rows = payload.data?.rows;
    }
    return rows?.[0]?.[0];
  }

  close(): void {
    this.socket.disconnect();
  }
}
