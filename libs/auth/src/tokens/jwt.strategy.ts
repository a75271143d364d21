import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { newId } from '@app/platform';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { type AccessClaims, assertAccessClaims, AUDIENCE, ISSUER } from './access-claims';
import { SigningKeys } from './signing-keys';

type KeyFound = (error: unknown, secret?: string) => void;

/**
 * Verifies an access token that this process has not seen before: HS256 and nothing else, our issuer and audience, and
 * the shape of its claims. Whether it is expired is asked on every request, by the verified-token cache.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  /** Passport's registry is one per process; a name of its own keeps two applications in one process apart. */
  readonly registeredAs = `jwt-${newId()}`;

  constructor(keys: SigningKeys) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (_request: unknown, token: string, done: KeyFound) => {
        try {
          done(null, keys.secretFor(token));
        } catch (error) {
          done(error);
        }
      },
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      ignoreExpiration: true,
    });
    passport.use(this.registeredAs, this);
  }

  validate(payload: unknown): AccessClaims {
    return assertAccessClaims(payload);
  }
}
