const LONGEST_HEADER = 1_000;

interface Range {
  type: string;
  quality: number;
  position: number;
}

/**
 * Which of the media types that there are an `Accept` header wants (RFC 9110, 12.5.1): of the greatest quality, then what is named
 * most exactly, then first. The first of `types` where it says nothing, or nothing that there is: an answer is more use than a 406.
 */
export function preferredType<T extends string>(accept: string | undefined, types: readonly [T, ...T[]]): T {
  if (accept === undefined || accept === '*/*') return types[0];
  const ranges = accept.slice(0, LONGEST_HEADER).toLowerCase().split(',').map(parseRange);
  const [best] = types
    .flatMap((type) => {
      const match = mostExact(type, ranges);
      return match && match.quality > 0 ? [{ ...match, type }] : [];
    })
    .toSorted((a, b) => b.quality - a.quality || b.exactness - a.exactness || a.position - b.position);
  return best?.type ?? types[0];
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
