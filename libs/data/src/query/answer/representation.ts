import { preferredType } from '@app/platform';

/** The media types of an answer, the one for those who do not say first. */
export const REPRESENTATIONS = ['application/json', 'application/x-ndjson', 'text/csv'] as const;
export type Representation = (typeof REPRESENTATIONS)[number];

/** The `Content-Type` of an answer. */
export const CONTENT_TYPES: Record<Representation, string> = {
  'application/json': 'application/json; charset=utf-8',
  'application/x-ndjson': 'application/x-ndjson; charset=utf-8',
  'text/csv': 'text/csv; charset=utf-8; header=present',
};

/** What an `Accept` header wants. */
export function representationFor(accept: string | undefined): Representation {
  return preferredType(accept, REPRESENTATIONS);
}
