import { AppError } from '@app/platform';

export const MATCHER_OPERATORS = ['eq', 'ne', 'in', 'notIn'] as const;
export type MatcherOperator = (typeof MATCHER_OPERATORS)[number];

/** What a label of a series must be. A label that a series lacks is the empty text. */
export interface Matcher {
  label: string;
  operator: MatcherOperator;
  values: string[];
}

const MOST_MATCHERS = 10;
const MOST_VALUES = 50;
const LONGEST = 256;

/** Whether all of them hold. */
export function matchesAll(
  matchers: readonly Matcher[],
  labels: Readonly<Record<string, string | null>>,
): boolean {
  return matchers.every(({ label, operator, values }) => {
    const isListed = values.includes((Object.hasOwn(labels, label) ? labels[label] : null) ?? '');
    return operator === 'eq' || operator === 'in' ? isListed : !isListed;
  });
}

/** @throws AppError VALIDATION_FAILED; also where they would match whatever there is */
export function parseMatchers(input: unknown): Matcher[] {
  if (!Array.isArray(input) || input.length === 0 || input.length > MOST_MATCHERS)
    throw AppError.invalid('/matchers', `matchers must be a list of 1 to ${MOST_MATCHERS}`);
  const matchers = input.map((each, index) =>
    parseMatcher(each as Record<string, unknown> | null, `/matchers/${index}`),
  );
  if (matchesAll(matchers, {}))
    throw AppError.invalid('/matchers', 'at least one matcher must name a value that a label has to have');
  return matchers;
}

function parseMatcher(input: Record<string, unknown> | null, at: string): Matcher {
  const { label, operator = 'eq', values } = input ?? {};
  if (!isText(label) || label === '')
    throw AppError.invalid(`${at}/label`, `label must be a text of 1 to ${LONGEST} characters`);
  const known = MATCHER_OPERATORS.find((each) => each === operator);
  if (!known)
    throw AppError.invalid(`${at}/operator`, `operator must be one of ${MATCHER_OPERATORS.join(', ')}`);
  const most = known === 'eq' || known === 'ne' ? 1 : MOST_VALUES;
  if (!Array.isArray(values) || values.length === 0 || values.length > most || !values.every(isText))
    throw AppError.invalid(
      `${at}/values`,
      `values must be 1 to ${most} texts of at most ${LONGEST} characters`,
    );
  return { label, operator: known, values: [...new Set(values)] };
}

function isText(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= LONGEST && value.isWellFormed() && !value.includes('\0')
  );
}
