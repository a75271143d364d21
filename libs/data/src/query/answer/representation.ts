/** The media types of an answer, the one for those who do not say first. */
export const REPRESENTATIONS = ['application/json', 'application/x-ndjson', 'text/csv'] as const;
export type Representation = (typeof REPRESENTATIONS)[number];

/** The `Content-Type` of an answer. */
export const CONTENT_TYPES: Record<Representation, string> = {
  'application/json': 'application/json; charset=utf-8',
  'application/x-ndjson': 'application/x-ndjson; charset=utf-8',
  'text/csv': 'text/csv; charset=utf-8; header=present',
};

const JSON_TYPE = REPRESENTATIONS[0];
const LONGEST_HEADER = 1_000;

interface Range {
  type: string;
  quality: number;
  position: number;
}

/**
 * What an `Accept` header wants (RFC 9110, 12.5.1): of the greatest quality, then what is named most exactly, then
 * first. JSON where it says nothing, or nothing that there is: an answer is more use than a 406.
 */
export function representationFor(accept: string | undefined): Representation {
  if (accept === undefined || accept === '*/*') return JSON_TYPE;
  const ranges = accept.slice(0, LONGEST_HEADER).toLowerCase().split(',').map(parseRange);
  const [best] = REPRESENTATIONS.flatMap((type) => {
    const match = mostExact(type, ranges);
    return match && match.quality > 0 ? [{ ...match, type }] : [];
  }).toSorted((a, b) => b.quality - a.quality || b.exactness - a.exactness || a.position - b.position);
  return best?.type ?? JSON_TYPE;
}

function mostExact(
  type: string,
  ranges: Range[],
): { quality: number; position: number; exactness: number } | undefined {
  const [family] = type.split('/');
  const names = ['*/*', `${family}/*`, type];
  return ranges
    .map(({ type: name, ...rest }) => ({ ...rest, exactness: names.indexOf(name) }))
    .filter(({ exactness }) => exactness >= 0)
    .toSorted((a, b) => b.exactness - a.exactness)[0];
}

function parseRange(text: string, position: number): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length);
  const quality = weight === undefined ? 1 : Number(weight);
  return { type, quality: Number.isFinite(quality) ? quality : 0, position };
}
