import type { DataPolicy } from '@app/auth';
import { eventIdOf, freshEventId } from './event-id';
import type { IngestLimits } from './ingest-limits';
import { parseTimestamp } from './parse-timestamp';
import { MalformedPoint } from './malformed-point';
import { given, PointErrors, step } from './point-errors';
import { dimensionKeyProblem, dimensionValueProblem, metricNameProblem } from './point-names';
import { tooManyMetrics, tooManyPoints } from './too-many-points';
import type { ValidPoint } from './valid-point';

const PROPERTIES = new Set(['metric', 'value', 'timestamp', 'dimensions', 'id']);

export interface ValidationContext {
  limits: IngestLimits;
  now: Date;
  policy: DataPolicy;
  /** Line of each point in the text that it was read from. */
  lines?: readonly number[];
}

/**
 * Checks a batch by hand: 10,000 points take milliseconds, where a decorator library takes seconds.
 * @throws AppError 400 VALIDATION_FAILED naming each wrong point, 400 LIMIT_EXCEEDED for too many points, 403
 *   POLICY_VIOLATION for points that the policy does not let the principal see
 */
export function validatePoints(points: readonly unknown[], context: ValidationContext): ValidPoint[] {
  return new Validation(context).run(points);
}

class Validation {
  private readonly errors: PointErrors;
  private readonly violations: PointErrors;
  private readonly policy: [string, readonly string[]][];
  private readonly latest: number;
  private readonly goodNames = new Set<string>();
  private readonly goodKeys = new Set<string>();
  private readonly limits: IngestLimits;

  constructor(private readonly context: ValidationContext) {
    this.limits = context.limits;
    this.errors = new PointErrors('VALIDATION_FAILED', this.limits.reportedErrors, context.lines);
    this.violations = new PointErrors('POLICY_VIOLATION', this.limits.reportedErrors, context.lines);
    this.policy = Object.entries(context.policy);
    this.latest = context.now.getTime() + this.limits.aheadMs;
  }

  run(points: readonly unknown[]): ValidPoint[] {
    const { batchPoints } = this.limits;
    if (points.length > batchPoints) throw tooManyPoints(batchPoints, points.length);
    const valid: ValidPoint[] = [];
    for (let index = 0; index < points.length; index += 1) this.point(points[index], index, valid);
    this.errors.throwIfAny();
    if (this.goodNames.size > this.limits.metricsPerBatch)
      throw tooManyMetrics(this.limits.metricsPerBatch, this.goodNames.size);
    this.violations.throwIfAny();
    return valid;
  }

  private point(point: unknown, index: number, valid: ValidPoint[]): void {
    if (point instanceof MalformedPoint) {
      this.errors.add(index, '', point.problem);
      return;
    }
    if (typeof point !== 'object' || point === null || Array.isArray(point)) {
      this.errors.add(index, '', `a point must be an object with metric and value ${given(point)}`);
      return;
    }
    const { metric, value, timestamp, dimensions, id } = point as Record<string, unknown>;
    for (const key in point) {
      if (!PROPERTIES.has(key)) {
        this.errors.add(
          index,
          step(key),
          'is not a property of a point; allowed are metric, value, timestamp, dimensions, id',
        );
      }
    }
    const name = this.name(metric, index);
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      this.errors.add(index, '/value', `value must be a finite number ${given(value)}`);
    }
    const at = this.time(timestamp, index);
    const dims = this.dimensions(dimensions, index);
    const eventId = this.eventId(id, timestamp, index);
    if (this.errors.any) return;
    valid.push({ metric: name, value: value as number, at, eventId, dims });
  }

  private name(metric: unknown, index: number): string {
    const name = metric as string;
    if (this.goodNames.has(name)) return name;
    const problem = metricNameProblem(metric, this.limits.metricNameLength);
    if (problem) this.errors.add(index, '/metric', problem);
    else this.goodNames.add(name);
    return name;
  }

  private time(timestamp: unknown, index: number): number {
    if (timestamp === undefined) return this.context.now.getTime();
    const at = typeof timestamp === 'string' ? parseTimestamp(timestamp) : undefined;
    if (at === undefined) {
      const example = 'such as 2026-11-01T12:00:00Z';
      this.errors.add(
        index,
        '/timestamp',
        `timestamp must be ISO 8601 with an offset or Z, ${example} ${given(timestamp)}`,
      );
    } else if (at < this.limits.earliestMs || at > this.latest) {
      const range = `from ${iso(this.limits.earliestMs)} to a day from now, ${iso(this.latest)}`;
      this.errors.add(index, '/timestamp', `timestamp must lie ${range} ${given(timestamp)}`);
    }
    return at ?? 0;
  }

  private eventId(id: unknown, timestamp: unknown, index: number): string {
    if (id === undefined) return freshEventId();
    if (typeof id !== 'string' || id.length === 0 || id.length > this.limits.idLength) {
      this.errors.add(
        index,
        '/id',
        `id must be a string of 1 to ${this.limits.idLength} characters ${given(id)}`,
      );
      return '';
    }
    if (timestamp === undefined) {
      const reason = 'without it a repeated point would get another time and be stored again';
      this.errors.add(
        index,
        '/timestamp',
        `timestamp is required when id is given: ${reason} (given: no timestamp)`,
      );
    }
    return eventIdOf(id);
  }

  private dimensions(dimensions: unknown, index: number): string {
    if (dimensions === undefined || dimensions === null) {
      this.checkPolicy({}, index);
      return '{}';
    }
    if (typeof dimensions !== 'object' || Array.isArray(dimensions)) {
      this.errors.add(index, '/dimensions', `dimensions must be an object of strings ${given(dimensions)}`);
      return '{}';
    }
    const values = dimensions as Record<string, unknown>;
    const keys = Object.keys(values).filter((key) => values[key] !== null);
    if (keys.length > this.limits.dimensionsPerPoint) {
      const most = this.limits.dimensionsPerPoint;
      this.errors.add(index, '/dimensions', `a point has at most ${most} dimensions (given: ${keys.length})`);
      return '{}';
    }
    let text = '';
    for (const key of keys.toSorted()) {
      if (!this.goodKeys.has(key)) this.checkKey(key, index);
      const value = values[key];
      const problem = dimensionValueProblem(value, this.limits.dimensionValueLength);
      if (problem) {
        this.errors.add(index, `/dimensions${step(key)}`, problem);
        continue;
      }
      text += `${text ? ',' : ''}"${key}":${JSON.stringify(value)}`;
    }
    this.checkPolicy(values, index);
    return `{${text}}`;
  }

  private checkKey(key: string, index: number): void {
    const problem = dimensionKeyProblem(key, this.limits.dimensionKeyLength);
    if (problem) this.errors.add(index, `/dimensions${step(key)}`, problem);
    else this.goodKeys.add(key);
  }

  private checkPolicy(values: Record<string, unknown>, index: number): void {
    for (const [dimension, allowed] of this.policy) {
      const value = Object.hasOwn(values, dimension) ? values[dimension] : undefined;
      if (typeof value === 'string' && allowed.includes(value)) continue;
      const pointer = `/dimensions${step(dimension)}`;
      this.violations.add(
        index,
        pointer,
        `your data policy does not let you write this value ${given(value)}`,
      );
    }
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
