import { AppError, type FieldError } from '@app/platform';

const SHOWN_CHARACTERS = 100;
const REPORTED = 100;

/** Collects everything that is wrong with a query, so that one answer tells all of it. */
export class QueryErrors {
  private readonly fields: FieldError[] = [];
  private otherThanLimits = false;

  /** @param rename turns a pointer into the query into what the client wrote */
  constructor(private readonly rename: (pointer: string) => string = (pointer) => pointer) {}

  get count(): number {
    return this.fields.length;
  }

  /** Something that is never valid. */
  add(pointer: string, message: string): void {
    this.otherThanLimits = true;
    this.push(pointer, message);
  }

  /** More of something than a limit allows. */
  limit(pointer: string, message: string): void {
    this.push(pointer, message);
  }

  /** @throws AppError VALIDATION_FAILED, or LIMIT_EXCEEDED when limits are all that is wrong */
  throwIfAny(): void {
    const [first, ...rest] = this.fields;
    if (!first) return;
    const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
    const code = this.otherThanLimits ? 'VALIDATION_FAILED' : 'LIMIT_EXCEEDED';
    throw new AppError(code, `${first.pointer || 'query'}: ${first.message}${more}`, { errors: this.fields });
  }

  private push(pointer: string, message: string): void {
    if (this.fields.length < REPORTED) this.fields.push({ pointer: this.rename(pointer), message });
  }
}

/** A value as an error message shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/** One step of a JSON pointer. */
export function step(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
