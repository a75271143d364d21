import { isRole } from '../principals/roles';
import type { UserDto } from './user.dto';
import type { User } from './user.entity';

/** What the API shows of a user: never a hash. */
export function toUserDto(user: User): UserDto {
  return {
    id: user.id,
    organizationId: user.organization,
    email: user.email,
    name: user.name,
    roles: user.roles.filter(isRole),
    status: user.status,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
    version: user.version,
  };
}
