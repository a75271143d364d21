import { AppError, toAppError } from '@app/platform';
import type { Principal } from '@app/auth';
import type { Connection, ConnectionEnd, ConnectionHandler } from '../connections/connection';
import type { Frame } from '../frame';
import { lastFrame } from '../last-frame';
import type { LiveDashboards, Viewer, Watch, WatchRequest } from '../live-dashboards';
import type { SocketOutlet } from './socket-outlet';

type Parameters = WatchRequest['parameters'];

/** How a session ends a socket. */
export interface SocketEnds {
  /** Told, and not to come back by itself. */
  disconnect(): void;
  /** To come back by itself. */
  reconnect(): void;
  /** Gone in any case, though it takes nothing. */
  cut(reason: string): void;
}

/** One client of one dashboard: what it watches, and what becomes of it when its rights change. */
export class DashboardSession implements ConnectionHandler {
  private connection: Connection | undefined;
  private watch: Watch | undefined;
  /** Whose frames go out: what was watched before must not follow what is watched now. */
  private shown: Viewer | undefined;
  private isOpen = true;
  /** Why it ended before its client heard that it is connected. */
  private endedBy: AppError | undefined;

  constructor(
    private readonly dashboardId: string,
    private readonly live: LiveDashboards,
    private readonly outlet: SocketOutlet,
    private readonly ends: SocketEnds,
  ) {}

  /** @throws AppError as {@link LiveDashboards.watch} does; then it is closed */
  async begin(connection: Connection, parameters: Parameters): Promise<void> {
    this.connection = connection;
    try {
      await this.subscribe(parameters);
    } catch (error) {
      this.close();
      throw error;
    }
    if (this.isOpen) return;
    this.close();
    throw this.endedBy ?? new AppError('CLIENT_CLOSED_REQUEST', 'The client is gone.');
  }

  /** Watches with other parameters from now on; if that cannot be, with those as before. */
  async subscribe(parameters: Parameters): Promise<void> {
    const { connection } = this;
    if (!connection) return;
    const { principal } = connection;
    const watch = await this.begun(principal, parameters);
    this.watch?.close();
    this.watch = watch;
    if (!this.isOpen) return watch.close();
    if (connection.principal !== principal) await watch.recheck(connection.principal);
  }

  async refresh(widgetId?: string): Promise<void> {
    await this.watch?.refresh(widgetId);
  }

  async recheck(principal: Principal): Promise<void> {
    await this.watch?.recheck(principal);
  }

  /** Counts a message. @throws AppError RATE_LIMITED */
  async count(): Promise<void> {
    await this.connection?.count();
  }

  onEnd({ reason, error }: ConnectionEnd): void {
    this.endedBy = error;
    if (reason === 'rights') {
      this.outlet.pushLast(lastFrame(error, this.dashboardId));
      this.ends.disconnect();
    } else if (reason === 'reconnect') this.ends.reconnect();
    else this.ends.cut(error.detail);
    this.close();
  }

  /** The client does not take what is sent to it. */
  tooSlow(): void {
    const error = new AppError('CLIENT_TOO_SLOW', 'What was sent was not taken in time.');
    this.connection?.end({ reason: 'slow', error });
  }

  close(): void {
    this.isOpen = false;
    this.watch?.close();
    this.watch = undefined;
    this.shown = undefined;
    this.connection?.close();
    this.outlet.stop();
  }

  private async begun(principal: Principal, parameters: Parameters): Promise<Watch> {
    const request = { dashboardId: this.dashboardId, parameters };
    try {
      return await this.live.watch(principal, request, this.viewer());
    } catch (thrown) {
      // Two at a time may be one too many; what is watched now gives way.
      if (!this.watch || toAppError(thrown).code !== 'STREAM_LIMIT') throw thrown;
      this.watch.close();
      return this.live.watch(principal, request, this.viewer());
    }
  }

  /** The first frame is a snapshot: from then on it is what is shown. */
  private viewer(): Viewer {
    let began = false;
    const viewer: Viewer = {
      push: (frame) => {
        if (!began) {
          began = true;
          this.shown = viewer;
        }
        if (this.shown === viewer) this.show(frame);
      },
      reconnect: () => {
        const error = new AppError(
          'DEPENDENCY_UNAVAILABLE',
          'This process does not hear of changes; connect again.',
        );
        this.connection?.end({ reason: 'reconnect', error });
      },
    };
    return viewer;
  }

  private show(frame: Frame): void {
    if (frame.event !== 'dashboard:deleted') return this.outlet.push(frame);
    this.endedBy = AppError.notFound('dashboard', this.dashboardId);
    this.outlet.pushLast(frame);
    this.ends.disconnect();
    this.close();
  }
}
