/** Why a run began. `stream`: it reads all the time. */
export const RUN_TRIGGERS = ['manual', 'schedule', 'stream'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export const RUN_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** A record that became no points, or what was lost before it could be read. */
export interface RunProblem {
  /** What its source calls it, or its number in the run: `#17`; `lost`, `columns`, `connection`: it is about no single one. */
  record: string;
  message: string;
}

/** What a run has counted. */
export interface RunCounts {
  rowsRead: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** The first {@link MOST_PROBLEMS}. */
  errors: RunProblem[];
}

/** One reading of a source, as it is stored. */
export interface SourceRun extends RunCounts {
  id: string;
  sourceId: string;
  trigger: RunTrigger;
  status: RunStatus;
  /** 0 to 100; null where the source cannot say how much there is. */
  progress: number | null;
  /** Records that wait in the source; null where it cannot say. */
  lag: number | null;
  error: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export const MOST_PROBLEMS = 20;

/** Columns of {@link SourceRun}, of a table that is called `r`. */
export const RUN_COLUMNS = `r.id, r.source_id AS "sourceId", r.trigger, r.status, r.progress, r.lag::float8 AS lag,
  r.rows_read::float8 AS "rowsRead", r.accepted::float8 AS accepted, r.duplicates::float8 AS duplicates,
  r.rejected::float8 AS rejected, r.errors, r.error, r.created_at AS "createdAt", r.started_at AS "startedAt",
  r.finished_at AS "finishedAt"`;

/** Adds problems to those that are kept. What was lost comes first: no number of wrong records may hide it. */
export function addProblems(
  kept: readonly RunProblem[],
  added: readonly RunProblem[],
  lost: RunProblem | undefined,
): RunProblem[] {
  return [...(lost ? [lost] : []), ...kept, ...added].slice(0, MOST_PROBLEMS);
}
