import type { FieldError } from '@app/platform';
import { assertExpression } from '../../records/expression';

const SHOWN = 80;
const LONGEST_POINTER = 300;

/** Reads the fields of one object, and notes all that is wrong with them. */
export class FieldChecks {
  private readonly known = new Set<string>();

  constructor(
    private readonly given: Record<string, unknown>,
    private readonly at: string,
    readonly errors: FieldError[],
  ) {}

  /** Notes the fields that nobody asked for. */
  end(): void {
    const allowed = [...this.known].join(', ');
    for (const name of Object.keys(this.given))
      if (!this.known.has(name)) this.wrong(name, `is not known here; allowed are ${allowed}`);
  }

  /** @param path names, one inside the other; empty for the object itself */
  wrong(path: string | string[], message: string): void {
    const steps = [path].flat().map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    const pointer = `${this.at}${steps.join('')}`.slice(0, LONGEST_POINTER);
    this.errors.push({ pointer, message });
  }

  /** @returns undefined when it is absent or null */
  value(name: string): unknown {
    this.known.add(name);
    return Object.hasOwn(this.given, name) ? (this.given[name] ?? undefined) : undefined;
  }

  text(name: string, options: { longest?: number; secret?: boolean } = {}): string | undefined {
    const value = this.value(name);
    const longest = options.longest ?? 256;
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value !== '' && value.length <= longest) return value;
    this.wrong(name, `must be a text of 1 to ${longest} characters${options.secret ? '' : shown(value)}`);
    return undefined;
  }

  /** The same, where it must be there. */
  needed(name: string, options: { longest?: number; secret?: boolean } = {}): string {
    const before = this.errors.length;
    const text = this.text(name, options);
    if (text === undefined && this.errors.length === before) this.wrong(name, 'is missing');
    return text ?? '';
  }

  integer(name: string, least: number, most: number): number | undefined;
  integer(name: string, least: number, most: number, otherwise: number): number;
  integer(name: string, least: number, most: number, otherwise?: number): number | undefined {
    const value = this.value(name) ?? otherwise;
    if (value === undefined) return undefined;
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most)
      return value as number;
    this.wrong(name, `must be an integer from ${least} to ${most}${shown(value)}`);
    return otherwise;
  }

  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  choice<T extends string>(name: string, allowed: readonly T[], otherwise: T): T;
  choice<T extends string>(name: string, allowed: readonly T[], otherwise?: T): T | undefined {
    const value = this.value(name) ?? otherwise;
    if (value === undefined || allowed.includes(value as T)) return value as T | undefined;
    this.wrong(name, `must be one of ${allowed.join(', ')}${shown(value)}`);
    return otherwise;
  }

  /** A JMESPath expression. */
  expression(name: string): string | undefined {
    const text = this.text(name, { longest: 500 });
    if (text === undefined) return undefined;
    try {
      assertExpression(text);
      return text;
    } catch (error) {
      this.wrong(name, (error as Error).message);
      return undefined;
    }
  }

  /** What is in an object; undefined when it is absent or none. */
  object(name: string): Record<string, unknown> | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    this.wrong(name, 'must be an object');
    return undefined;
  }

  /** The checks of an object in this one; it may be absent. */
  inside(name: string): FieldChecks {
    return new FieldChecks(this.object(name) ?? {}, `${this.at}/${name}`, this.errors);
  }
}

function shown(value: unknown): string {
  return ` (given: ${(JSON.stringify(value) ?? typeof value).slice(0, SHOWN)})`;
}

/** A field that is left away where it has no value. */
export function given<K extends string, T>(name: K, value: T | undefined): { [name in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [name in K]?: T });
}
