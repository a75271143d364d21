import { Injectable } from '@nestjs/common';
import { AppError } from '@app/platform';
import { Credentials } from '../guard/credentials';
import { AuthService, type Caller } from '../login/auth.service';
import type { Principal } from '../principals/principal';

const COOKIE = 'vitrine_board';
/** No page reads it, no other site sends it, and nothing but the board gets it. */
const ATTRIBUTES = 'HttpOnly; SameSite=Strict; Path=/admin';
const COOKIE_TEXT = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w.-]+)`);
const LONGEST_PASSWORD = 256;

/**
 * The login of people to the pages below /admin: a session like any other whose access token lives in a cookie for as long as it
 * is good, and is never refreshed. What ends sessions ends this one.
 */
@Injectable()
export class BoardLogin {
  constructor(
    private readonly auth: AuthService,
    private readonly credentials: Credentials,
  ) {}

  /**
   * @returns the cookie for the browser
   * @throws AppError INVALID_CREDENTIALS, RATE_LIMITED, OVERLOADED; INSUFFICIENT_PERMISSIONS for whoever is no super_admin
   */
  async login(form: unknown, caller: Caller, isSecure: boolean): Promise<string> {
    const { email, password } = (form ?? {}) as Record<string, unknown>;
    if (typeof email !== 'string' || typeof password !== 'string' || password.length > LONGEST_PASSWORD)
      throw new AppError('INVALID_CREDENTIALS', 'The email or the password is wrong.');
    const { accessToken, expiresIn } = await this.auth.login({ email, password }, caller);
    const principal = await this.principalOf(accessToken);
    if (!isSuperAdmin(principal)) {
      await this.auth.logout(principal);
      throw onlySuperAdmins();
    }
    return cookie(accessToken, expiresIn, isSecure);
  }

  /** Ends the session, if there is one. @returns the cookie that takes the other's place */
  async logout(cookies: string | undefined, isSecure: boolean): Promise<string> {
    const token = COOKIE_TEXT.exec(cookies ?? '')?.[1];
    try {
      if (token !== undefined) await this.auth.logout(await this.principalOf(token));
    } catch (error) {
      // It has ended already.
      if (!(error instanceof AppError)) throw error;
    }
    return cookie('', 0, isSecure);
  }

  /** Whose cookie it is, with the rights of now. @throws AppError 401 without a good one, 403 */
  async accept(cookies: string | undefined): Promise<Principal> {
    const token = COOKIE_TEXT.exec(cookies ?? '')?.[1];
    if (token === undefined) throw new AppError('UNAUTHENTICATED', 'Log in at /admin/login.');
    const principal = await this.principalOf(token);
    if (!isSuperAdmin(principal)) throw onlySuperAdmins();
    return principal;
  }

  private async principalOf(token: string): Promise<Principal> {
    return (await this.credentials.accept({ token })).current();
  }
}

function isSuperAdmin({ kind, roles }: Principal): boolean {
  return kind === 'user' && roles?.includes('super_admin') === true;
}

/** The queues are of all organizations. */
function onlySuperAdmins(): AppError {
  return new AppError(
    'INSUFFICIENT_PERMISSIONS',
    'The board shows the jobs of all organizations: it is for super_admin.',
  );
}

function cookie(value: string, maxAge: number, isSecure: boolean): string {
  return `${COOKIE}=${value}; Max-Age=${maxAge}; ${ATTRIBUTES}${isSecure ? '; Secure' : ''}`;
}
