import { Injectable } from '@nestjs/common';
import { type CredentialHeaders, OperatorAccess } from '@app/platform';
import { SessionStates } from '../sessions/session-states';
import { AccessTokens } from '../tokens/access-tokens';
import { principalOf, VerifiedTokens } from '../tokens/verified-tokens';
import { bearerToken } from './bearer-token';

const ADMINISTRATORS = ['admin', 'super_admin'];

/** Recognizes administrators by their access token, on routes that the guard leaves open. */
@Injectable()
export class Administrators extends OperatorAccess {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly verified: VerifiedTokens,
    private readonly sessions: SessionStates,
  ) {
    super();
  }

  async isAdministrator({ authorization }: CredentialHeaders): Promise<boolean> {
    const token = bearerToken(authorization);
    const verified = this.verified.get(token) ?? this.verified.add(token, this.tokens.read(token));
    const account = await this.sessions.account(verified.claims.sid);
    const { roles } = principalOf(verified, account);
    return ADMINISTRATORS.some((role) => roles?.includes(role));
  }
}
