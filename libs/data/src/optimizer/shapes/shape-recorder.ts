import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Clock } from '@app/platform';
import type { ValidQuery } from '../../query/valid-query';
import { hashOfShape, type QueryShape, shapeOf } from './query-shape';

/** Shapes of a day that a process remembers until they are stored; what comes beyond is counted without its shape. */
const MOST_SHAPES = 2_000;

/** Stands for the shapes that there was no room for. */
export const OTHER = 'other';

/** What the questions of one shape cost in one organization on one day, of a process since the last time that it stored them. */
export interface ShapeCost {
  organizationId: string;
  /** UTC, `2026-11-24`. */
  day: string;
  /** {@link OTHER}: the shape is null. */
  hash: string;
  shape: QueryShape | null;
  count: number;
  /** Those of them that failed, by a time limit for instance. */
  failed: number;
  totalMs: number;
  maxMs: number;
  /** Rows of their answers, before the transformations. */
  rows: number;
  /** The range that was asked last, and the earliest beginning of all; UTC ms. */
  from: number;
  to: number;
  earliest: number;
}

/** One question that was computed. */
export interface Computed {
  /** What answered; `failed` when nothing did. */
  level: string;
  ms: number;
  rows: number;
  failed: boolean;
}

/** Counts what questions cost that were computed, bounded in memory. */
@Injectable()
export class ShapeRecorder {
  private costs = new Map<string, ShapeCost>();

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.costs.size;
  }

  record(principal: Principal, valid: ValidQuery, { level, ms, rows, failed }: Computed): void {
    const shape = shapeOf(valid, principal.dataPolicy, level);
    const [from, to] = [valid.time.from.getTime(), valid.time.to.getTime()];
    this.add({
      organizationId: principal.organizationId,
      day: this.clock.now().toISOString().slice(0, 10),
      hash: hashOfShape(shape),
      shape,
      count: 1,
      failed: failed ? 1 : 0,
      totalMs: ms,
      maxMs: ms,
      rows,
      from,
      to,
      earliest: from,
    });
  }

  /** Takes all that was counted. Give back by {@link add} what could not be stored. */
  take(): ShapeCost[] {
    const taken = [...this.costs.values()];
    this.costs = new Map();
    return taken;
  }

  add(cost: ShapeCost): void {
    const key = keyOf(cost);
    const known = this.costs.get(key);
    if (known) this.costs.set(key, sumOf(known, cost));
    else if (cost.shape === null || this.costs.size < MOST_SHAPES) this.costs.set(key, cost);
    else this.add(withoutShape(cost));
  }
}

/** The same without its shape. */
export function withoutShape(cost: ShapeCost): ShapeCost {
  return { ...cost, hash: OTHER, shape: null };
}

/** Adds up costs of the same organization, day and shape. */
export function sumOf(first: ShapeCost, second: ShapeCost): ShapeCost {
  return {
    ...second,
    count: first.count + second.count,
    failed: first.failed + second.failed,
    totalMs: first.totalMs + second.totalMs,
    maxMs: Math.max(first.maxMs, second.maxMs),
    rows: first.rows + second.rows,
    earliest: Math.min(first.earliest, second.earliest),
  };
}

export function keyOf({ organizationId, day, hash }: ShapeCost): string {
  return `${organizationId} ${day} ${hash}`;
}
