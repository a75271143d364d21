import type { FieldError } from '../errors/app-error';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/**
 * Texts inside a JSON value that the database cannot store: with a NUL character or half a surrogate pair.
 * @param pointer where `value` is in the request
 */
export function textErrors(value: unknown, pointer: string): FieldError[] {
  if (typeof value === 'string') {
    return isStorable(value)
      ? []
      : [
          {
            pointer,
            message: `the text must be valid Unicode without NUL (given: ${JSON.stringify(value)})`,
          },
        ];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    ...textErrors(key, pointer),
    ...textErrors(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  ]);
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
