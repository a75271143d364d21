import { AppError } from '@app/platform';

/** Texts that take the place of the usual ones. Null: the usual one. */
export interface AlertTemplates {
  /** Subject of mails and first line of chats: one line. */
  title?: string | null;
  body?: string | null;
}

/** The placeholders that a rule of any kind has; besides them `labels.<name>` and `group.<dimension>`. */
export const PLACEHOLDERS = [
  'name',
  'state',
  'severity',
  'condition',
  'series',
  'count',
  'value',
  'reason',
  'at',
  'alertId',
] as const;

const LONGEST = { title: 200, body: 4_000 } as const;
const LONGEST_RENDERED = { title: 200, body: 10_000 } as const;
const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** What would end the line of a mail's head, and what shows nothing; a body may have lines. */
const CONTROLS = { title: /[\p{Cc}\u2028\u2029]/u, body: /[^\P{Cc}\n\t]/u } as const;

/**
 * Reads templates. They are plain text; nothing in them is run.
 * @param known what its rule says, so that no placeholder can be left empty by a slip
 * @throws AppError VALIDATION_FAILED
 */
export function parseTemplates(
  input: Record<string, unknown>,
  known: { labels: Readonly<Record<string, string>>; groupBy: readonly string[] },
): AlertTemplates {
  const unknown = Object.keys(input).find((key) => key !== 'title' && key !== 'body');
  if (unknown !== undefined)
    throw AppError.invalid(`/templates/${unknown}`, 'templates has title and body, nothing else');
  const allowed = new Set<string>([
    ...PLACEHOLDERS,
    ...Object.keys(known.labels).map((label) => `labels.${label}`),
    ...known.groupBy.map((dimension) => `group.${dimension}`),
  ]);
  const parsed: AlertTemplates = {};
  for (const part of ['title', 'body'] as const) {
    const text = input[part];
    if (text === undefined || text === null) continue;
    parsed[part] = assertTemplate(part, text, allowed);
  }
  return parsed;
}

/** The text of a template; what it takes of points and people is put in as it is, for whoever sends it to escape. */
export function renderTemplate(
  part: 'title' | 'body',
  template: string,
  values: Readonly<Record<string, string>>,
): string {
  const text = template.replaceAll(PLACEHOLDER, (_, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : '',
  );
  const line = part === 'title' ? text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim() : text;
  const most = LONGEST_RENDERED[part];
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line;
}

function assertTemplate(part: 'title' | 'body', text: unknown, allowed: ReadonlySet<string>): string {
  const pointer = `/templates/${part}`;
  if (typeof text !== 'string' || text.trim() === '' || text.length > LONGEST[part])
    throw AppError.invalid(pointer, `${part} must be a text of 1 to ${LONGEST[part]} characters`);
  if (!text.isWellFormed() || CONTROLS[part].test(text))
    throw AppError.invalid(pointer, `${part} must not contain control characters`);
  for (const [placeholder, name = ''] of text.matchAll(PLACEHOLDER)) {
    if (!allowed.has(name))
      throw AppError.invalid(
        pointer,
        `${placeholder} is none of the placeholders of this alert: ${[...allowed].join(', ')}`,
      );
  }
  if (/\{\{|\}\}/.test(text.replaceAll(PLACEHOLDER, '')))
    throw AppError.invalid(pointer, `${part} has braces that begin or end no placeholder`);
  return text;
}
