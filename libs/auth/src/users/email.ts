import { isEmail, MaxLength, ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';

/** What counts as an email address: plain ASCII without quotes before the @; a host without a dot is fine inside a company. */
const EMAIL_OPTIONS: Parameters<typeof isEmail>[1] = {
  require_tld: false,
  allow_utf8_local_part: false,
};
export const EMAIL_LENGTH = 320;

/** A DTO's email address. */
export function IsEmailAddress(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isEmailAddress',
      validator: {
        // The library throws on half a surrogate pair.
        validate: (value: unknown) =>
          typeof value === 'string' &&
          value.isWellFormed() &&
          !value.includes('"') &&
          isEmail(value, EMAIL_OPTIONS),
        defaultMessage: (args) => `${args?.property} must be an email`,
      },
    }),
    MaxLength(EMAIL_LENGTH),
  );
}

/** Emails are compared and stored in lower case. */
export function normalizeEmail(email: string): string {
  return email.toLowerCase();
}
