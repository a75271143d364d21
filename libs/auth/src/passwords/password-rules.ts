import { AppError } from '@app/platform';
import { LEAKED_PASSWORDS } from './generated/leaked-passwords';
import { LeakedTable } from './leaked-table';
import { passwordForms, plainForm } from './password-forms';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;
const FEWEST_DIFFERENT = 5;
const LEAKED = new LeakedTable(Buffer.from(LEAKED_PASSWORDS, 'base64'));
const DIGIT_RUNS = '01234567890123456789098765432109876543210';
/** What people of this product would try first, beside what has leaked. */
const OWN_WORDS: ReadonlySet<string> = new Set(['vitrine', 'dashboard', 'dashboards', 'vitrinedashboard']);

/** The form in which a password is counted, checked and hashed: NFKC, so that every keyboard makes the same one. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/** How many characters a password has: code points of its normal form. */
export function passwordLength(password: string): number {
  return Array.from(normalizePassword(password)).length;
}

/**
 * Refuses passwords that are guessed first: too short, the email, or one of those that have leaked most often with digits or
 * punctuation around it. There are no rules about kinds of characters (NIST SP 800-63B-4, 3.1.1.2).
 * @param pointer JSON pointer of the field, for the error
 * @throws AppError 400 that says which rule is broken, never the password
 */
export function assertPassword(password: string, email: string, pointer = '/password'): void {
  if (!password.isWellFormed()) throw AppError.invalid(pointer, 'a password is well-formed Unicode');
  const length = passwordLength(password);
  if (length < PASSWORD_MIN || length > PASSWORD_MAX) {
    throw AppError.invalid(
      pointer,
      `a password has ${PASSWORD_MIN} to ${PASSWORD_MAX} characters (this one has ${length})`,
    );
  }
  const text = normalizePassword(password).toLowerCase();
  if (
    text === email ||
    (text.includes(email.split('@')[0] ?? email) && bare(text, email).length < FEWEST_DIFFERENT)
  ) {
    throw AppError.invalid(
      pointer,
      'the password must not be the email address, or the name in it with only digits, punctuation and few letters added',
    );
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

function isCommon(text: string): boolean {
  const plain = plainForm(text);
  if (plain !== '' && DIGIT_RUNS.includes(plain)) return true;
  return passwordForms(text).some((form) => OWN_WORDS.has(form) || LEAKED.has(form));
}
