import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { PASSWORD_MAX, passwordLength } from './password-rules';

/** A DTO's password that is to be checked against a stored one: 1 to 256 characters. Rules for new ones are not its business. */
export function IsPassword(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isPassword',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && value.isWellFormed() && fits(value),
        defaultMessage: (args) => `${args?.property} must be a text of 1 to ${PASSWORD_MAX} characters`,
      },
    }),
  );
}

function fits(password: string): boolean {
  const length = passwordLength(password);
  return length >= 1 && length <= PASSWORD_MAX;
}
