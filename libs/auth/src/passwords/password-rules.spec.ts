import { generatePassword } from './generate-password';
import { assertPassword } from './password-rules';

const EMAIL = 'ada.lovelace@example.org';

describe('assertPassword', () => {
  it.each([
    ['short', 'elevenchars', /12 to 256 characters/],
    ['long', 'x1y2z3'.repeat(43), /12 to 256 characters/],
    ['half a surrogate pair', 'three teal otters \ud800', /well-formed/],
    ['the email', 'Ada.Lovelace@Example.org', /email/],
    ['the email with digits', 'ada.lovelace2024', /email/],
    ['one character', 'aaaaaaaaaaaaaaaa', /different characters/],
    ['common', 'Password12345', /guessed first/],
    ['common, padded', '!!qwertyuiop123!!', /guessed first/],
    ['a run of digits', '123456789012', /guessed first/],
    ['common and long', 'iloveyoubaby', /guessed first/],
    ['common in a case of its own', 'MichelAngelo', /guessed first/],
    ['common, repeated', 'dragondragon', /guessed first/],
    ['common in full-width letters', 'ｐａｓｓｗｏｒｄ１２３４', /guessed first/],
    ['this product', 'Vitrine-2026-!', /guessed first/],
  ])('refuses: %s', (_name, password, message) => {
    expect(() => assertPassword(password, EMAIL)).toThrow(message);
  });

  it.each([
    ['a phrase', 'three teal otters waltz'],
    ['in any script', 'пароль-из-слов-здесь'],
    ['the email inside more', 'ada.lovelace counted engines'],
    ['what Vitrine generates', generatePassword()],
    ['256 characters', 'three teal otters waltz; '.repeat(11).slice(0, 256)],
    ['255 characters of two units each', '🦦🎻🫖🪁🦑'.repeat(51)],
    ['five kinds of emoji', '🦦🎻🫖🪁🦑'.repeat(3)],
  ])('takes: %s', (_name, password) => {
    expect(() => assertPassword(password, EMAIL)).not.toThrow();
  });

  it('never repeats the password in the error', () => {
    expect(() => assertPassword('hunter2', EMAIL)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });
});
