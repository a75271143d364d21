import { ValidateIf } from 'class-validator';

/** The property may be absent, but not null: unlike class-validator's IsOptional. */
export function IfGiven(): PropertyDecorator {
  return ValidateIf((_object, value: unknown) => value !== undefined);
}
