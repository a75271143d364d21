import { AppError, type ErrorCode, type FieldError } from '@app/platform';

const SHOWN_CHARACTERS = 80;

/** Collects what is wrong with the points of a batch; beyond a limit it only counts. */
export class PointErrors {
  private readonly errors: FieldError[] = [];
  private count = 0;

  /** @param lines number of each point's line in the text that it was read from, by index */
  constructor(
    private readonly code: ErrorCode,
    private readonly reported: number,
    private readonly lines?: readonly number[],
  ) {}

  get any(): boolean {
    return this.count > 0;
  }

  /** @param field pointer inside the point, such as `/value`; empty for the point itself */
  add(index: number, field: string, message: string): void {
    const line = this.lines?.[index];
    this.count += 1;
    if (this.errors.length === this.reported) return;
    const text = line === undefined ? message : `line ${line}: ${message}`;
    this.errors.push({ pointer: `/points/${index}${field}`, message: text });
  }

  /** @throws AppError with what was collected, when there is any */
  throwIfAny(): void {
    const [first] = this.errors;
    if (!first) return;
    const more = this.count - this.errors.length;
    const others =
      this.count > 1 ? ` (and ${this.count - 1} more${more > 0 ? `, ${more} of them not listed` : ''})` : '';
    throw new AppError(this.code, `Nothing was stored. ${first.pointer}: ${first.message}${others}`, {
      errors: this.errors,
    });
  }
}

/** A value as an error message shows it: short, and without walking into nested ones. */
export function given(value: unknown): string {
  if (value === undefined) return '(nothing was given)';
  return `(given: ${shown(value)})`;
}

/** JSON pointer step. */
export function step(key: string): string {
  return `/${cut(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string') return JSON.stringify(cut(value));
  return String(value);
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
