import { isId } from '@app/platform';
import { derivedKey } from './derived-key';
import { newRefreshToken, pairId, refreshTokenHash, successorOf } from './refresh-token';

const key = derivedKey('a secret of the installation', 'refresh tokens');

describe('refresh tokens', () => {
  it('have one successor each, of the same form, which depends on the key', () => {
    const token = newRefreshToken();
    const successor = successorOf(refreshTokenHash(token), key);
    expect(successorOf(refreshTokenHash(token), key)).toBe(successor);
    expect(successor).toMatch(/^[\w-]{43}$/);
    expect(successor).not.toBe(token);
    expect(successorOf(refreshTokenHash(newRefreshToken()), key)).not.toBe(successor);
    const otherPurpose = derivedKey('a secret of the installation', 'mails');
    expect(successorOf(refreshTokenHash(token), otherPurpose)).not.toBe(successor);
  });

  it('name their access token by a UUID that is not the stored hash', () => {
    const token = newRefreshToken();
    expect(isId(pairId(token))).toBe(true);
    expect(pairId(token)).toBe(pairId(token));
    expect(pairId(token)).not.toBe(pairId(newRefreshToken()));
    expect(refreshTokenHash(token).toString('hex')).not.toContain(pairId(token).slice(0, 8));
  });
});
