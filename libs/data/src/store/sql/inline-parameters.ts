import { escapeLiteral } from 'pg';

/**
 * The statement with its parameters written into it, for messages of several statements, which PostgreSQL takes only without.
 * Every place is `$n::type` and no text of a statement has a `$` before a digit.
 */
export function inlineParameters({ text, values }: { text: string; values: readonly unknown[] }): string {
  return text.replaceAll(/\$(\d+)/g, (_, place: string) => literal(values[Number(place) - 1]));
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return escapeLiteral(Array.isArray(value) ? arrayText(value) : scalarText(value));
}

/** As PostgreSQL reads arrays. */
function arrayText(elements: readonly unknown[]): string {
  return `{${elements.map(elementText).join(',')}}`;
}

function elementText(element: unknown): string {
  if (element === null || element === undefined) return 'NULL';
  if (Array.isArray(element)) return arrayText(element);
  if (typeof element === 'number') return scalarText(element);
  return `"${scalarText(element).replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
