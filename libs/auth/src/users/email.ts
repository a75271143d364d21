import type { IsEmail } from 'class-validator';

/** What counts as an email address: plain ASCII before the @; a host without a dot is fine inside a company. */
export const EMAIL_OPTIONS: Parameters<typeof IsEmail>[0] = {
  require_tld: false,
  allow_utf8_local_part: false,
};
export const EMAIL_LENGTH = 320;

/** Emails are compared and stored in lower case. */
export function normalizeEmail(email: string): string {
  return email.toLowerCase();
}
