import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AppConfig, Clock, newId } from '@app/platform';
import { permissionsOf } from '../principals/roles';
import { ACCESS_TOKEN_TYPE, type AccessClaims, AUDIENCE, ISSUER } from './access-claims';

/** For whom an access token is made. */
export interface TokenSubject {
  userId: string;
  organizationId: string;
  sessionId: string;
  email: string;
  roles: string[];
}

/** Signs access tokens: HS256 with JWT_SECRET. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Life of a token in seconds. */
  get expiresIn(): number {
    return this.config.accessTokenTtlSeconds;
  }

  sign(subject: TokenSubject): string {
    const iat = Math.floor(this.clock.now().getTime() / 1000);
    const claims: AccessClaims = {
      sub: subject.userId,
      email: subject.email,
      roles: subject.roles,
      permissions: permissionsOf(subject.roles),
      org: subject.organizationId,
      sid: subject.sessionId,
      jti: newId(),
      iss: ISSUER,
      aud: AUDIENCE,
      typ: ACCESS_TOKEN_TYPE,
      iat,
      exp: iat + this.expiresIn,
    };
    return this.jwt.sign(claims, { algorithm: 'HS256', secret: this.config.jwtSecret });
  }
}
