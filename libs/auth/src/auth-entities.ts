import { ApiKey } from './api-keys/api-key.entity';
import { Organization } from './organizations/organization.entity';
import { RefreshToken, Session } from './sessions/session.entity';
import { UserPreferences } from './preferences/user-preferences.entity';
import { User } from './users/user.entity';

/** Entities of this lib, for the composition roots' ORM. */
export const AUTH_ENTITIES = [Organization, User, Session, RefreshToken, UserPreferences, ApiKey];
