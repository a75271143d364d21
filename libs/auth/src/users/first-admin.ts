import { Inject, Injectable } from '@nestjs/common';
import { Orm } from '@app/database';
import { AppConfig, AppError, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { Organization } from '../organizations/organization.entity';
import { generatePassword } from '../passwords/generate-password';
import { PasswordHasher } from '../passwords/password-hasher';
import { assertPassword } from '../passwords/password-rules';
import { normalizeEmail } from './email';
import { User } from './user.entity';

/** Any number that nothing else locks: "first" read as base 36. */
const FIRST_ADMIN_LOCK = 26_071_121;
const ORGANIZATION_NAME = 'Vitrine';

/** What {@link FirstAdmin.ensure} found or made. */
export interface FirstAdminResult {
  created: boolean;
  /** The oldest organization. */
  organizationId: string;
  email: string;
  /** Only when it was generated just now: print it once, it is kept nowhere. */
  generatedPassword?: string;
}

/** Lets somebody in at the first start: the organization and its super_admin, while there is no user at all. */
@Injectable()
export class FirstAdmin {
  constructor(
    private readonly orm: Orm,
    private readonly hasher: PasswordHasher,
    private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Safe to call from several processes at once: one creates, the others find.
   * @param options.mayGenerate whether a password may be made up when ADMIN_PASSWORD is not set
   * @throws Error when it is not set and none may be made up, or when it breaks the password rules
   */
  async ensure({ mayGenerate }: { mayGenerate: boolean }): Promise<FirstAdminResult> {
    const email = normalizeEmail(this.config.adminEmail);
    const result = await this.orm.transaction(async (em): Promise<FirstAdminResult> => {
      await em.execute('SELECT pg_advisory_xact_lock(?)', [FIRST_ADMIN_LOCK]);
      const [user] = await em.find(User, {}, { orderBy: { id: 'asc' }, limit: 1 });
      if (user) {
        const [oldest] = await em.find(Organization, {}, { orderBy: { id: 'asc' }, limit: 1 });
        return { created: false, organizationId: oldest?.id ?? user.organization, email };
      }
      const { password, generatedPassword } = this.password(email, mayGenerate);
      const passwordHash = await this.hasher.hash(password);
      const organization = em.create(Organization, { name: ORGANIZATION_NAME });
      await em.flush();
      em.create(User, {
        organization: organization.id,
        email,
        name: 'Administrator',
        roles: ['super_admin', 'admin'],
        status: 'active',
        passwordHash,
        dataPolicy: null,
      });
      return { created: true, organizationId: organization.id, email, generatedPassword };
    });
    if (result.created)
      this.logger.info({ email, organizationId: result.organizationId }, 'first administrator created');
    return result;
  }

  private password(email: string, mayGenerate: boolean): { password: string; generatedPassword?: string } {
    const { adminPassword } = this.config;
    if (adminPassword === undefined) {
      if (!mayGenerate) {
        throw new Error(
          'ADMIN_PASSWORD is not set, and there is no user yet: set it (12 to 256 characters) for the first start.',
        );
      }
      const generatedPassword = generatePassword();
      return { password: generatedPassword, generatedPassword };
    }
    try {
      assertPassword(adminPassword, email, '/ADMIN_PASSWORD');
    } catch (error) {
      throw new Error(
        `ADMIN_PASSWORD cannot be used: ${error instanceof AppError ? error.detail : String(error)}`,
        { cause: error },
      );
    }
    return { password: adminPassword };
  }
}
