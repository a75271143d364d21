/** What may stand in double braces: where a run begins, when it began, and what the page before said about the next one. */
export const PLACEHOLDERS = ['from', 'to', 'cursor'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** null: there is none, as for the cursor of the first page. */
export type TemplateValues = Record<Placeholder, string | number | null>;

const BRACES = /\{\{([^{}]*)\}\}/g;

/** The placeholders of a text; undefined when something else stands in double braces. */
export function placeholdersOf(text: string): Placeholder[] | undefined {
  const found = [...text.matchAll(BRACES)].map(([, name]) => name as Placeholder);
  const rest = text.replaceAll(BRACES, '');
  if (rest.includes('{{') || rest.includes('}}')) return undefined;
  return found.every((name) => PLACEHOLDERS.includes(name)) ? found : undefined;
}

/** A text with its values, each of them encoded. */
export function fill(
  text: string,
  values: TemplateValues,
  encode: (value: string) => string = String,
): string {
  return text.replaceAll(BRACES, (_, name: Placeholder) => encode(String(values[name] ?? '')));
}

/** A value of JSON with its values. A text that is a placeholder and nothing else becomes the value as it is, null included. */
export function fillJson(value: unknown, values: TemplateValues): unknown {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return value.map((each) => fillJson(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fillJson(each, values)]));
}

/** The same of a text alone. */
export function fillText(text: string, values: TemplateValues): string | number | null {
  const whole = /^\{\{(\w+)\}\}$/.exec(text)?.[1] as Placeholder | undefined;
  return whole ? values[whole] : fill(text, values);
}

/** All texts of a value of JSON. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
