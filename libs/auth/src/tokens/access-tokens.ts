import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AppConfig, AppError, Clock } from '@app/platform';
import { bearerToken } from '../guard/bearer-token';
import { permissionsOf } from '../principals/roles';
import { ACCESS_TOKEN_TYPE, type AccessClaims, assertAccessClaims, AUDIENCE, ISSUER } from './access-claims';
import { SigningKeys } from './signing-keys';

/** For whom an access token is made. */
export interface TokenSubject {
  userId: string;
  organizationId: string;
  sessionId: string;
  email: string;
  roles: string[];
  /** Its `jti`. */
  id: string;
  issuedAt: Date;
}

/** Signs and reads access tokens: HS256 and nothing else, with the keys of {@link SigningKeys}. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: SigningKeys,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Seconds that a token of this age has left. */
  expiresIn(issuedAt: Date): number {
    const age = Math.floor((this.clock.now().getTime() - issuedAt.getTime()) / 1_000);
    return this.config.accessTokenTtlSeconds - Math.max(0, age);
  }

  /**
   * Whether a header carries a token that was signed here and has not expired: a cheap question to ask before a large body
   * is read. It admits nobody; the guard does, with the session's state.
   */
  accepts(authorization: string | undefined): boolean {
    try {
      const token = bearerToken(authorization);
      this.jwt.verify(token, { algorithms: ['HS256'], secret: this.keys.secretFor(token) });
      return true;
    } catch (error) {
      // The guard says what is wrong with an expired token.
      return error instanceof Error && error.name === 'TokenExpiredError';
    }
  }

  /** What a token says, whether it is expired or not. @throws AppError INVALID_TOKEN */
  read(token: string): AccessClaims {
    try {
      const options = {
        algorithms: ['HS256' as const],
        issuer: ISSUER,
        audience: AUDIENCE,
        ignoreExpiration: true,
      };
      return assertAccessClaims(this.jwt.verify(token, { ...options, secret: this.keys.secretFor(token) }));
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('INVALID_TOKEN', 'The access token is not one of ours, or was changed.');
    }
  }

  sign(subject: TokenSubject): string {
    const iat = Math.floor(subject.issuedAt.getTime() / 1_000);
    const claims: AccessClaims = {
      sub: subject.userId,
      email: subject.email,
      roles: subject.roles,
      permissions: permissionsOf(subject.roles),
      org: subject.organizationId,
      sid: subject.sessionId,
      jti: subject.id,
      iss: ISSUER,
      aud: AUDIENCE,
      typ: ACCESS_TOKEN_TYPE,
      iat,
      exp: iat + this.config.accessTokenTtlSeconds,
    };
    const { kid, secret } = this.keys.current;
    return this.jwt.sign(claims, { algorithm: 'HS256', keyid: kid, secret });
  }
}
