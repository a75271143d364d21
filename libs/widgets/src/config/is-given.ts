import { ValidateIf } from 'class-validator';

/** The property may be absent, but not null. */
export function IsGiven(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined);
}
