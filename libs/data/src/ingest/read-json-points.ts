import { AppError } from '@app/platform';
import { given, step } from './point-errors';
import type { PointBatch } from './point-batch';

/** Takes `{ "points": [...] }` out of a JSON body. @throws AppError 400 for another shape */
export function readJsonPoints(body: unknown): PointBatch {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw AppError.invalid('', `the body must be an object such as {"points": [...]} ${given(body)}`);
  }
  const { points } = body as { points?: unknown };
  const other = Object.keys(body).find((key) => key !== 'points');
  if (other !== undefined)
    throw AppError.invalid(step(other), 'is not a property of the body; allowed is points');
  if (!Array.isArray(points) || points.length === 0) {
    throw AppError.invalid('/points', `points must be an array of at least one point ${emptyOr(points)}`);
  }
  return { points };
}

function emptyOr(points: unknown): string {
  return Array.isArray(points) ? '(given: an empty array)' : given(points);
}
