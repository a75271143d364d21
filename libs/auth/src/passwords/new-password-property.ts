import { PASSWORD_MAX, PASSWORD_MIN } from './password-rules';

/** The rules for new passwords in one line, for the descriptions of fields. */
export const PASSWORD_TEXT = `${PASSWORD_MIN} to ${PASSWORD_MAX} characters, not the email, not a common one.`;

/** How a DTO's field for a new password is described. */
export const NEW_PASSWORD = {
  type: String,
  format: 'password',
  writeOnly: true,
  minLength: PASSWORD_MIN,
  maxLength: PASSWORD_MAX,
  example: 'three teal otters waltz',
  description: PASSWORD_TEXT,
} as const;
