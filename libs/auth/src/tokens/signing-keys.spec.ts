import { JwtService } from '@nestjs/jwt';
import { type AppConfig, SystemClock } from '@app/platform';
import { AccessTokens } from './access-tokens';
import { SigningKeys } from './signing-keys';

const [OLD, NEW, NEWER] = ['o', 'n', 'w'].map((letter) => `${letter}-secret-of-more-than-32-characters`);
const ID = '018f7e3a-7c1b-7cc0-9d5a-1f1f5c8e2b10';

function tokensWith(jwtSecret: string | undefined, jwtSecretPrevious?: string): AccessTokens {
  const config = { jwtSecret, jwtSecretPrevious, accessTokenTtlSeconds: 900 } as AppConfig;
  return new AccessTokens(new JwtService({}), new SigningKeys(config), config, new SystemClock());
}

const sign = (tokens: AccessTokens): string =>
  tokens.sign({
    userId: ID,
    organizationId: ID,
    sessionId: ID,
    email: 'ada@example.com',
    roles: ['viewer'],
    id: ID,
    issuedAt: new Date(),
  });
const header = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());

describe('keys of access tokens', () => {
  const before = sign(tokensWith(OLD));

  it('accepts tokens of the current and the previous key, and of no earlier one', () => {
    expect(tokensWith(OLD).read(before).sub).toBe(ID);
    expect(tokensWith(NEW, OLD).read(before).sub).toBe(ID);
    expect(tokensWith(NEW, OLD).accepts(`Bearer ${before}`)).toBe(true);
    for (const tokens of [tokensWith(NEW), tokensWith(NEWER, NEW)]) {
      expect(() => tokens.read(before)).toThrow(/INVALID_TOKEN/);
      expect(tokens.accepts(`Bearer ${before}`)).toBe(false);
    }
  });

  it('signs with the current one, which the header names without telling it', () => {
    const during = sign(tokensWith(NEW, OLD));
    expect(tokensWith(NEW).read(during).sub).toBe(ID);
    expect(() => tokensWith(OLD).read(during)).toThrow(/INVALID_TOKEN/);
    expect(header(during)).toEqual({ alg: 'HS256', typ: 'JWT', kid: expect.stringMatching(/^[\w-]{12}$/) });
    expect(header(before)).not.toEqual(header(during));
  });

  it('takes the key that is named and tries no other', () => {
    const during = sign(tokensWith(NEW, OLD));
    const [, payload, signature] = during.split('.');
    expect(() => tokensWith(NEW, OLD).read(`${before.split('.')[0]}.${payload}.${signature}`)).toThrow(
      /INVALID_TOKEN/,
    );
  });
});
