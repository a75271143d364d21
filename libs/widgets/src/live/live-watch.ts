import type { Principal } from '@app/auth';
import { AppError } from '@app/platform';
import type { Viewer, Watch, WatchRequest } from '@app/realtime';
import type { Member, Room } from './room';

/** Where a watch finds its room. */
export interface Doors {
  /** The room of what is watched, made if there is none; the member is in it. @throws AppError 400, 429 */
  enter(member: Member, principal: Principal, request: WatchRequest): Room;
  leave(member: Member, room: Room): void;
  /** @throws AppError 403, 404 */
  assertVisible(principal: Principal, dashboardId: string): Promise<void>;
}

/** {@link Watch} of one viewer, in one room at a time. */
export class LiveWatch implements Watch, Member {
  joined = false;
  private room: Room | undefined;
  private open = true;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    public principal: Principal,
    readonly viewer: Viewer,
    private readonly request: WatchRequest,
    private readonly doors: Doors,
    private readonly onClose: () => void,
  ) {}

  /** Enters the room first and looks whether it may be there after that: what changes in between is heard. */
  async begin(): Promise<void> {
    try {
      await this.enter(this.principal);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  async refresh(widgetId?: string): Promise<void> {
    const { room } = this;
    if (!room) throw AppError.notFound('dashboard', this.request.dashboardId);
    await room.refresh(widgetId);
  }

  recheck(principal: Principal): Promise<void> {
    const next = this.turn.then(() => this.checkAgain(principal));
    this.turn = next.catch(() => {});
    return next;
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.leave();
    this.onClose();
  }

  private async checkAgain(principal: Principal): Promise<void> {
    if (!this.open) return;
    try {
      await this.enter(principal);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Stays where it is if that is the room of what this principal sees. */
  private async enter(principal: Principal): Promise<void> {
    const before = this.room;
    const room = this.doors.enter(this, principal, this.request);
    this.principal = principal;
    if (room !== before) {
      this.joined = false;
      this.room = room;
      if (before) this.doors.leave(this, before);
    }
    await this.doors.assertVisible(principal, this.request.dashboardId);
    await room.start();
    if (!this.open) throw new AppError('CLIENT_CLOSED_REQUEST', 'Nobody watches any more.');
    if (this.joined) return;
    this.joined = true;
    this.viewer.push(room.snapshot());
  }

  private leave(): void {
    const { room } = this;
    this.room = undefined;
    this.joined = false;
    if (room) this.doors.leave(this, room);
  }
}
