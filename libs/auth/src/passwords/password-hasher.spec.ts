import { hash } from '@node-rs/argon2';
import { PasswordHasher } from './password-hasher';

describe('PasswordHasher', () => {
  const hasher = new PasswordHasher();

  it('knows what it would hash otherwise today', async () => {
    expect(hasher.isOutdated(await hasher.hash('three teal otters waltz'))).toBe(false);
    const weaker = { algorithm: 2, memoryCost: 9_216, timeCost: 4, parallelism: 1 } as const;
    expect(hasher.isOutdated(await hash('three teal otters waltz', weaker))).toBe(true);
    expect(hasher.isOutdated(await hash('three teal otters waltz', { ...weaker, algorithm: 1 }))).toBe(true);
  });

  it('takes the same password from every keyboard', async () => {
    const composed = await hasher.hash('Café Ångström ﬁne wine');
    expect(await hasher.verify(composed, 'Cafe\u0301 A\u030angstro\u0308m fine wine')).toBe(true);
    expect(await hasher.verify(composed, 'Cafe Angstrom fine wine')).toBe(false);
  });
});
