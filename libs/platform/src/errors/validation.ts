import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { AppError, type FieldError } from './app-error';
import { MOST_ERRORS_SHOWN } from './problem';

/**
 * The global pipe for DTOs: unknown properties are refused, values are not converted except where a DTO says so.
 * Errors become one 400 VALIDATION_FAILED that lists every field by JSON pointer with the value given.
 */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => validationError(errors),
  });
}

/** Flattens class-validator's tree into an {@link AppError}. */
export function validationError(errors: ValidationError[]): AppError {
  const fields: FieldError[] = [];
  for (const error of errors) collect(error, '', fields);
  return new AppError('VALIDATION_FAILED', summary(fields), { errors: fields });
}

/** Adds what is wrong with a property and inside it, until there are as many as an answer names. */
function collect(error: ValidationError, parent: string, fields: FieldError[]): void {
  const pointer = `${parent}/${step(error.property)}`;
  for (const message of Object.values(error.constraints ?? {})) {
    if (fields.length >= MOST_ERRORS_SHOWN) return;
    fields.push({
      pointer,
      message: `${message.slice(0, SHOWN_CHARACTERS)}${given(error.property, error.value)}`,
    });
  }
  for (const child of error.children ?? []) {
    if (fields.length >= MOST_ERRORS_SHOWN) return;
    collect(child, pointer, fields);
  }
}

/** A property's name in a JSON pointer, cut when it is no name any more. */
function step(property: string): string {
  return property.slice(0, SHOWN_CHARACTERS).replaceAll('~', '~0').replaceAll('/', '~1');
}

const SECRET_FIELD = /password|token|secret|key/i;
const SHOWN_CHARACTERS = 200;

function given(property: string, value: unknown): string {
  if (value === undefined) return ' (nothing was given)';
  if (SECRET_FIELD.test(property)) return '';
  const text = JSON.stringify(value, withoutSecrets) ?? typeof value;
  return ` (given: ${text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text})`;
}

function withoutSecrets(name: string, value: unknown): unknown {
  return SECRET_FIELD.test(name) ? '***' : value;
}

function summary(fields: FieldError[]): string {
  const [first, ...rest] = fields;
  if (!first) return 'The request is not valid.';
  return `${first.pointer}: ${first.message}${rest.length > 0 ? ` (and ${rest.length} more)` : ''}`;
}
