import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AppConfig, AppError, Clock, newId } from '@app/platform';
import { ISSUER } from '../tokens/access-claims';
import { assertEmbedClaims, EMBED_AUDIENCE, EMBED_TOKEN_TYPE, type EmbedClaims } from './embed-claims';

/** What an embed token is to say. */
export type EmbedSubject = Pick<EmbedClaims, 'sub' | 'org' | 'creator' | 'epoch' | 'filters' | 'policy'>;

/** A token as it leaves the house, once. */
export interface SignedEmbedToken {
  id: string;
  token: string;
  expiresAt: Date;
}

/** Signs and reads embed tokens, with the key of access tokens and an audience of their own. */
@Injectable()
export class EmbedSigner {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  sign(subject: EmbedSubject, lifeSeconds: number): SignedEmbedToken {
    const iat = Math.floor(this.clock.now().getTime() / 1_000);
    const claims: EmbedClaims = {
      ...subject,
      jti: newId(),
      iss: ISSUER,
      aud: EMBED_AUDIENCE,
      typ: EMBED_TOKEN_TYPE,
      iat,
      exp: iat + lifeSeconds,
    };
    const token = this.jwt.sign(claims, { algorithm: 'HS256', secret: this.config.jwtSecret });
    return { id: claims.jti, token, expiresAt: new Date(claims.exp * 1_000) };
  }

  /** What a token says, whether it is expired or not. @throws AppError INVALID_TOKEN */
  read(token: string): EmbedClaims {
    try {
      const claims: unknown = this.jwt.verify(token, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: EMBED_AUDIENCE,
        ignoreExpiration: true,
        secret: this.config.jwtSecret,
      });
      return assertEmbedClaims(claims);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('INVALID_TOKEN', 'The embed token is not one of ours, or was changed.');
    }
  }
}
