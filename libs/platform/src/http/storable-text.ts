import type { FieldError } from '../errors/app-error';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/**
 * Texts inside a JSON value that the database cannot store: with a NUL character or half a surrogate pair.
 * @param pointer where `value` is in the request
 */
export function textErrors(value: unknown, pointer: string): FieldError[] {
  const errors: FieldError[] = [];
  collect(value, pointer, errors);
  return errors;
}

const MOST_ERRORS = 100;
const SHOWN_CHARACTERS = 80;

function collect(value: unknown, pointer: string, errors: FieldError[]): void {
  if (errors.length >= MOST_ERRORS) return;
  if (typeof value === 'string') {
    if (isStorable(value)) return;
    const given = JSON.stringify(value.slice(0, SHOWN_CHARACTERS));
    errors.push({ pointer, message: `the text must be valid Unicode without NUL (given: ${given})` });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    collect(key, pointer, errors);
    const step = key.slice(0, SHOWN_CHARACTERS).replaceAll('~', '~0').replaceAll('/', '~1');
    collect(child, `${pointer}/${step}`, errors);
  }
}

/** A DTO's text that the database can store. */
export function IsStorableText(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isStorableText',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isStorable(value),
        defaultMessage: (args) =>
          `${options?.each ? 'each value in ' : ''}${args?.property} must be valid Unicode without NUL`,
      },
    },
    options,
  );
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
