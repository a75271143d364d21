import { AppError } from '@app/platform';
import { COMMON_PASSWORDS } from './common-passwords';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;
const FEWEST_DIFFERENT = 5;

/**
 * Refuses passwords that are guessed first: too short, the email, or one of the commonest with digits around it. There
 * are no rules about kinds of characters (NIST SP 800-63B 5.1.1.2).
 * @param pointer JSON pointer of the field, for the error
 * @throws AppError 400 that says which rule is broken, never the password
 */
export function assertPassword(password: string, email: string, pointer = '/password'): void {
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN || length > PASSWORD_MAX) {
    throw AppError.invalid(
      pointer,
      `a password has ${PASSWORD_MIN} to ${PASSWORD_MAX} characters (this one has ${length})`,
    );
  }
  const text = password.toLowerCase();
  if (
    text === email ||
    (text.includes(email.split('@')[0] ?? email) && bare(text, email).length < FEWEST_DIFFERENT)
  ) {
    throw AppError.invalid(pointer, 'the password must not be the email address');
  }
  if (new Set(text).size < FEWEST_DIFFERENT) {
    throw AppError.invalid(pointer, `a password has at least ${FEWEST_DIFFERENT} different characters`);
  }
  if (isCommon(text))
    throw AppError.invalid(pointer, 'this password is among those that are guessed first; choose another');
}

/** What is left of the password without the parts of the email, digits and punctuation. */
function bare(text: string, email: string): string {
  const parts = email.split(/[@.]/).filter((part) => part.length > 2);
  return parts.reduce((rest, part) => rest.replaceAll(part, ''), text).replace(/[^\p{L}]/gu, '');
}

const DIGIT_RUNS = '01234567890123456789098765432109876543210';

function isCommon(text: string): boolean {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
  if (DIGIT_RUNS.includes(plain)) return true;
  const core = plain.replace(/^\d+|\d+$/g, '');
  return COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(core);
}
