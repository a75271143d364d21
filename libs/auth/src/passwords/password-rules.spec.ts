import { generatePassword } from './generate-password';
import { assertPassword } from './password-rules';

const EMAIL = 'ada.lovelace@example.org';

describe('assertPassword', () => {
  it.each([
    ['short', 'elevenchars', /12 to 200 characters/],
    ['long', 'x1y2z3'.repeat(40), /12 to 200 characters/],
    ['the email', 'Ada.Lovelace@Example.org', /email/],
    ['the email with digits', 'ada.lovelace2024', /email/],
    ['one character', 'aaaaaaaaaaaaaaaa', /different characters/],
    ['common', 'Password12345', /guessed first/],
    ['common, padded', '!!qwertyuiop123!!', /guessed first/],
    ['a run of digits', '123456789012', /guessed first/],
  ])('refuses: %s', (_name, password, message) => {
    expect(() => assertPassword(password, EMAIL)).toThrow(message);
  });

  it.each([
    ['a phrase', 'three teal otters waltz'],
    ['in any script', 'пароль-из-слов-здесь'],
    ['the email inside more', 'ada.lovelace counted engines'],
    ['what Vitrine generates', generatePassword()],
    ['200 characters', 'abcdefghij'.repeat(20)],
  ])('takes: %s', (_name, password) => {
    expect(() => assertPassword(password, EMAIL)).not.toThrow();
  });

  it('never repeats the password in the error', () => {
    expect(() => assertPassword('hunter2', EMAIL)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });
});
