import { v7, validate, version } from 'uuid';

/** A new id: UUID v7, so that ids sort by creation time. */
export function newId(): string {
  return v7();
}

/** Whether a path or body value can be an id at all; if not, the row does not exist. */
export function isId(value: string): boolean {
  return validate(value) && version(value) > 0;
}
