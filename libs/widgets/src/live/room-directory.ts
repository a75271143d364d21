import { Semaphore } from '@app/data';
import { AppError } from '@app/platform';
import { Room, type Member, type RoomParts } from './room';
import type { RoomPlace } from './room-place';

/** Evaluations of one organization that run at once in a process: who watches much waits for himself. */
const EVALUATIONS_AT_ONCE = 8;

interface OrganizationRooms {
  rooms: Set<Room>;
  slots: Semaphore;
}

/** The rooms of this process. One is there as long as somebody is in it. */
export class RoomDirectory {
  private readonly rooms = new Map<string, Room>();
  private readonly organizations = new Map<string, OrganizationRooms>();

  /** @param most rooms of one organization */
  constructor(
    private readonly parts: RoomParts,
    private readonly most: number,
  ) {}

  get size(): number {
    return this.rooms.size;
  }

  all(): Room[] {
    return [...this.rooms.values()];
  }

  ofOrganization(organizationId: string | null): Room[] {
    return [...(this.organizations.get(organizationId ?? '')?.rooms ?? [])];
  }

  /** Puts the member into the room of a place, which is made if there is none. @throws AppError 429 STREAM_LIMIT */
  enter(member: Member, place: RoomPlace): Room {
    const room = this.rooms.get(place.key) ?? this.make(place);
    room.add(member);
    return room;
  }

  leave(member: Member, room: Room): void {
    room.remove(member);
    if (room.size > 0 || this.rooms.get(room.place.key) !== room) return;
    room.stop();
    this.rooms.delete(room.place.key);
    const { organizationId } = room.place;
    const organization = this.organizations.get(organizationId);
    organization?.rooms.delete(room);
    if (organization?.rooms.size === 0) this.organizations.delete(organizationId);
  }

  private make(place: RoomPlace): Room {
    const { organizationId, key } = place;
    const organization = this.organizations.get(organizationId) ?? {
      rooms: new Set(),
      slots: new Semaphore(EVALUATIONS_AT_ONCE),
    };
    if (organization.rooms.size >= this.most) {
      throw new AppError(
        'STREAM_LIMIT',
        `${this.most} different dashboards, parameters and data policies are watched in this organization already.`,
        { retryAfterSeconds: 30 },
      );
    }
    const room = new Room(place, this.parts, organization.slots);
    this.organizations.set(organizationId, organization);
    organization.rooms.add(room);
    this.rooms.set(key, room);
    return room;
  }
}
