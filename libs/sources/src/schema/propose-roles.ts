import type { SourceColumn, SourceTable } from '../connector';

/** What columns of a table could be for metrics: names of columns, the likeliest first. */
export interface ProposedRoles {
  time: string[];
  value: string[];
  dimension: string[];
}

const TIME_NAME =
  /(^|_)(time|times|timestamp|ts|date|day|datetime|at|when|created|updated|occurred|modified)($|_)/;
/** Which of several times is when it happened, rather than when somebody touched the row. */
const EVENT_TIME = /(^|_)(time|timestamp|ts|date|datetime|occurred|event|happened|ordered|paid)($|_)/;
const LATER_TIME = /(^|_)(updated|modified|deleted|expires|expiry|end|ended|birth|birthday|dob)($|_)/;
const ID_NAME =
  /(^|_)(id|ids|uuid|guid|key|pk|fk|hash|code|number|no|nr|zip|postcode|phone|version|year|month)($|_)/;
const PLACE_NAME = /(^|_)(lat|latitude|lon|lng|long|longitude)($|_)/;
const MEASURE_NAME =
  /(^|_)(amount|value|total|sum|count|quantity|qty|price|cost|revenue|sales|duration|latency|size|bytes|score|rate|temperature|weight|distance|volume|balance)($|_)/;
const FREE_TEXT =
  /(^|_)(description|comment|comments|message|body|text|note|notes|content|html|json|url|uri|link|email|password|secret|token|address|name)($|_)/;
/** Longer values are seldom names of groups. */
const LONGEST_NAME = 40;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/;

/** Guesses by names, types and samples; somebody looks at it before it counts. */
export function proposeRoles({ columns }: Pick<SourceTable, 'columns'>): ProposedRoles {
  const ranked = (rank: (column: SourceColumn, name: string) => number): string[] =>
    columns
      .map((column, index) => ({ column, index, rank: rank(column, wordsOf(column.name)) }))
      .filter((each) => each.rank > 0)
      .toSorted((a, b) => b.rank - a.rank || a.index - b.index)
      .map(({ column }) => column.name);
  return { time: ranked(timeRank), value: ranked(valueRank), dimension: ranked(dimensionRank) };
}

function timeRank({ type, samples }: SourceColumn, name: string): number {
  const isTime = type === 'datetime' || type === 'date';
  // Files and APIs have their times as texts.
  const looksLikeTime =
    type === 'string' && samples.length > 0 && samples.every((each) => ISO_TIME.test(each));
  if (!isTime && !looksLikeTime) return 0;
  let rank = type === 'datetime' ? 10 : isTime ? 8 : 4;
  if (TIME_NAME.test(name)) rank += 4;
  if (EVENT_TIME.test(name)) rank += 2;
  if (LATER_TIME.test(name)) rank -= 5;
  return Math.max(1, rank);
}

function valueRank({ type }: SourceColumn, name: string): number {
  if (type !== 'number' || ID_NAME.test(name) || PLACE_NAME.test(name)) return 0;
  return MEASURE_NAME.test(name) ? 2 : 1;
}

function dimensionRank({ type, samples }: SourceColumn, name: string): number {
  if (type === 'boolean') return 2;
  if (type !== 'string' || ID_NAME.test(name)) return 0;
  if (samples.some((each) => each.length > LONGEST_NAME)) return 0;
  if (samples.length > 0 && samples.every((each) => ISO_TIME.test(each))) return 0;
  // Values that come again among so few rows are few.
  const repeats = samples.length > 1 && new Set(samples).size < samples.length;
  if (FREE_TEXT.test(name)) return repeats ? 1 : 0;
  return repeats ? 4 : 3;
}

/** `createdAt`, `Created At` and `CREATED_AT` as `created_at`. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .toLowerCase();
}
