import type { CacheKey } from '@app/cache';
import type { Segment } from '../../store/plan/level';
import type { TableScan } from '../../store/explain/table-scans';
import type { StatementStatistics } from '../statistics/statement-statistics';
import type { Suggestion } from '../suggest/suggestion';
import type { ToldScope } from '../what-may-be-told';

/** How a question is answered, as far as the one who asks may know. */
export interface QueryExplanation {
  /** How much of the plan is told: see `ToldScope`. */
  scope: ToldScope;
  plan: ExplainedPlan;
  cache: ExplainedCache;
  /** What the database counted of the same statement before. */
  statistics: ({ available: true } & StatementStatistics) | { available: false; reason: string };
  suggestions: Suggestion[];
  /** Why there are no suggestions. */
  nothing?: string;
}

export interface ExplainedPlan {
  /** As in `meta.source` of the answer. */
  source: string;
  approximate: boolean;
  parts: ExplainedMeasures[];
  /** Monthly partitions of the points that are read. */
  partitions: string[];
  /** With `$1` in the place of values; null when there is nothing to read. */
  statement: string | null;
  /** How a source would run its own, in its words. */
  enginePlan?: string[];
  /** What the database expected. Null where nothing was read, and within a data policy. */
  estimated: { rows: number; cost: number } | null;
  /** What it took; rows are those of the statement, before the transformations. */
  actual: { rows: number; planningMs: number; executionMs: number } | null;
  /** How tables were read. Only for those who administer the installation. */
  scans?: TableScan[];
}

/** Columns of one metric that are computed alike. */
export interface ExplainedMeasures {
  metric: string;
  /** Columns of the answer. */
  columns: string[];
  /** Dimensions by which the rollups are kept that answer; null: the points do. */
  rollup: string[] | null;
  levels: Segment['level'][];
  /** What answers which stretch of time, in order, in ISO 8601. Not within a data policy. */
  segments?: { level: Segment['level']; from: string; to: string }[];
}

/** Where the answer is kept, and until when. */
export interface ExplainedCache {
  key: CacheKey;
  /** ± 10 %; exact, and the end of the answer, where a source answers. Else it bounds how long an unused answer takes room; what ends it are its tags and versions. */
  ttlSeconds: number;
  memoryTtlSeconds: number;
  levels: ('memory' | 'redis')[];
  tags: string[];
  /** Days of metrics, both inclusive: a point that comes in there ends it. */
  versions: { metric: string; from: string; to: string }[];
  compression: { algorithm: 'gzip'; level: number; overBytes: number };
}
