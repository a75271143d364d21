import { AppError } from '@app/platform';
import { INGEST_LIMITS } from './ingest-limits';
import type { PointBatch } from './point-batch';
import { readCsvPoints } from './read-csv-points';
import { readJsonPoints } from './read-json-points';
import { readNdjsonPoints } from './read-ndjson-points';

/** Content types of texts that are read here and not by the HTTP server. */
export const TEXT_TYPES = ['application/x-ndjson', 'application/ndjson', 'text/csv'] as const;
const ALLOWED = 'application/json, application/x-ndjson or text/csv';

/**
 * Takes the points out of the body of a request: parsed JSON, or the bytes of NDJSON or CSV in UTF-8.
 * @throws AppError 415 for another content type, 400 for a body that is not what its type says
 */
export function readIngestBody(contentType: string | undefined, body: unknown): PointBatch {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  switch (type) {
    case 'application/json':
      return readJsonPoints(body);
    case 'application/x-ndjson':
    case 'application/ndjson':
      return readNdjsonPoints(textOf(body), INGEST_LIMITS.batchPoints);
    case 'text/csv':
      return readCsvPoints(textOf(body), INGEST_LIMITS);
    default:
      throw new AppError(
        'UNSUPPORTED_MEDIA_TYPE',
        `Content-Type must be ${ALLOWED} (given: ${type ?? 'none'})`,
      );
  }
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body as Uint8Array);
  } catch (error) {
    throw new AppError('MALFORMED_BODY', 'The body is not UTF-8 text.', { cause: error });
  }
}
