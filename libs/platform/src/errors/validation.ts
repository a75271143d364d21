import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { AppError, type FieldError } from './app-error';

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
  const fields = errors.flatMap((error) => flatten(error, ''));
  return new AppError('VALIDATION_FAILED', summary(fields), { errors: fields });
}

function flatten(error: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({
    pointer,
    message: `${message}${given(error.property, error.value)}`,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, pointer))];
}

const SECRET_FIELD = /password|token|secret|key/i;
const SHOWN_CHARACTERS = 200;

function given(property: string, value: unknown): string {
  if (value === undefined) return ' (nothing was given)';
  if (SECRET_FIELD.test(property)) return '';
  const text = JSON.stringify(value) ?? typeof value;
  return ` (given: ${text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text})`;
}

function summary(fields: FieldError[]): string {
  const [first, ...rest] = fields;
  if (!first) return 'The request is not valid.';
  return `${first.pointer}: ${first.message}${rest.length > 0 ? ` (and ${rest.length} more)` : ''}`;
}
