import { AppError } from '../errors/app-error';

/** Strong ETag of a resource from its version, or from a text that stands for its state: `"3"`. */
export function etagOf(version: number | string): string {
  return `"${version}"`;
}

/** Whether `If-None-Match` names the current version, so that the answer is 304. */
export function notModified(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false;
  return tags(ifNoneMatch).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
}

/** @throws AppError 412 when `If-Match` is given and names another version. */
export function assertIfMatch(ifMatch: string | undefined, version: number | string): void {
  if (!ifMatch) return;
  const etag = etagOf(version);
  if (tags(ifMatch).some((tag) => tag === '*' || tag === etag)) return;
  throw new AppError(
    'PRECONDITION_FAILED',
    `If-Match is ${ifMatch}, but the current ETag is ${etag}: read it again and repeat your change.`,
  );
}

function tags(header: string): string[] {
  return header.split(',').map((tag) => tag.trim());
}
