import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AppError } from '@app/platform';
import type { SourceBatch } from '@app/sources';
import type { IngestResult, PointInput } from '../ingest/point-input';
import { INGEST_LIMITS } from '../ingest/ingest-limits';
import { RecordIngest } from '../ingest/record-ingest';
import type { Mapping } from '../mapping/mapping';
import { mapRecord } from './map-record';
import { type ClaimedRun, type RunAdvance, RunStates } from './run-states';
import { addProblems, MOST_PROBLEMS, type RunCounts, type RunProblem } from './source-run';

/** So many records were rejected that the mapping, or the source, must be wrong. */
export class TooManyRejectedError extends Error {
  constructor(
    /** With the batch that was not stored. */
    readonly counts: RunCounts,
    share: number,
  ) {
    const { rejected, rowsRead, errors } = counts;
    const example = errors.at(-1)?.message ?? '';
    super(
      `${rejected} of ${rowsRead} records were rejected, which is more than the part of ${share} that may be. Those of the last batch are not stored and will be read again. For example: ${example}`,
    );
    this.name = 'TooManyRejectedError';
  }
}

export interface StoreOptions {
  mapping: Mapping;
  /** 1: however many are rejected, it goes on. */
  maxRejectedShare: number;
}

/** Records whose points are stored together. */
interface Portion {
  points: PointInput[][];
  /** Places of the records in the batch. */
  places: number[];
}

const TURN_MS = 20;
const LONGEST_NAME = 200;
const LONGEST_MESSAGE = 500;

/** Makes points of what was read. Points, what a run has counted and where it goes on are committed together. */
@Injectable()
export class BatchStore {
  constructor(
    private readonly ingest: RecordIngest,
    private readonly states: RunStates,
  ) {}

  /**
   * Stores a batch; records that cannot be stored are counted with the reason.
   * @param counts of the run before the batch
   * @returns with the batch
   * @throws RunLostError, TooManyRejectedError: then the position stays where it was
   */
  async store(
    run: ClaimedRun,
    counts: RunCounts,
    batch: SourceBatch,
    options: StoreOptions,
    extent: Pick<RunAdvance, 'progress' | 'lag'>,
  ): Promise<RunCounts> {
    const tally = new Tally(counts, batch);
    let last: Portion = { points: [], places: [] };
    for await (const [portion, isLast] of this.portions(run, batch, options.mapping, tally)) {
      if (isLast) last = portion;
      // More than one transaction bears: these are known again by their ids, should the rest not be stored.
      else
        tally.add(
          portion,
          await this.ingest.store(run.organizationId, portion.points, (tx) => this.states.holdIn(tx, run)),
        );
    }
    let stored: RunCounts = counts;
    await this.ingest.store(run.organizationId, last.points, async (tx, results) => {
      stored = tally.with(last, results);
      if (stored.rejected > counts.rejected && stored.rejected / stored.rowsRead > options.maxRejectedShare)
        throw new TooManyRejectedError({ ...counts, ...rejectedOf(stored) }, options.maxRejectedShare);
      await this.states.advanceIn(tx, run, { counts: stored, position: batch.position, ...extent });
    });
    return stored;
  }

  /** Of as many points as one transaction bears; the last one is told so. */
  private async *portions(
    run: ClaimedRun,
    batch: SourceBatch,
    mapping: Mapping,
    tally: Tally,
  ): AsyncGenerator<[Portion, boolean]> {
    let portion: Portion = { points: [], places: [] };
    let size = 0;
    let turn = performance.now();
    for (const [place, record] of batch.records.entries()) {
      // Others want to have their turn, too.
      if (performance.now() - turn > TURN_MS) {
        await nextTurn();
        turn = performance.now();
      }
      const at = batch.times?.[place] ?? run.createdAt.getTime();
      const mapped = mapRecord(mapping, {
        sourceId: run.sourceId,
        key: batch.keys[place] ?? null,
        at,
        record,
      });
      if (typeof mapped === 'string') {
        tally.reject(place, mapped);
        continue;
      }
      if (size > 0 && size + mapped.length > INGEST_LIMITS.batchPoints) {
        yield [portion, false];
        portion = { points: [], places: [] };
        size = 0;
      }
      portion.points.push(mapped);
      portion.places.push(place);
      size += mapped.length;
    }
    yield [portion, true];
  }
}

/** Counts what became of the records of a batch. */
class Tally {
  private accepted = 0;
  private duplicates = 0;
  private rejected = 0;
  private readonly problems: (RunProblem & { place: number })[] = [];

  constructor(
    private readonly before: RunCounts,
    private readonly batch: SourceBatch,
  ) {}

  reject(place: number, message: string): void {
    this.rejected++;
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(this.problem(place, message));
  }

  add({ places }: Portion, results: readonly (IngestResult | AppError)[]): void {
    for (const [index, result] of results.entries()) {
      if (result instanceof AppError) {
        this.reject(places[index] as number, reasonOf(result));
        continue;
      }
      this.accepted += result.accepted;
      this.duplicates += result.duplicates;
    }
  }

  /** All, with those of the last portion; which may be asked more than once. */
  with(last: Portion, results: readonly (IngestResult | AppError)[]): RunCounts {
    const all = new Tally(this.before, this.batch);
    all.accepted = this.accepted;
    all.duplicates = this.duplicates;
    all.rejected = this.rejected;
    all.problems.push(...this.problems);
    all.add(last, results);
    const { before, batch } = this;
    const problems = all.problems
      .toSorted((a, b) => a.place - b.place)
      .map(({ record, message }) => ({ record, message }));
    const notes = (batch.notes ?? []).map((message) => ({
      record: 'connection',
      message: storable(message),
    }));
    const lost = batch.lost === undefined ? undefined : { record: 'lost', message: batch.lost };
    return {
      rowsRead: before.rowsRead + batch.records.length,
      accepted: before.accepted + all.accepted,
      duplicates: before.duplicates + all.duplicates,
      rejected: before.rejected + all.rejected,
      errors: addProblems(before.errors, [...notes, ...problems], lost),
    };
  }

  private problem(place: number, message: string): RunProblem & { place: number } {
    const key = this.batch.keys[place] ?? null;
    const record = key === null ? `#${this.before.rowsRead + place + 1}` : key.slice(0, LONGEST_NAME);
    return {
      place,
      record: storable(record),
      message: storable(message.slice(0, LONGEST_MESSAGE)),
    };
  }
}

function rejectedOf({ rowsRead, rejected, errors }: RunCounts): Partial<RunCounts> {
  return { rowsRead, rejected, errors };
}

/** PostgreSQL takes neither NUL nor half a character. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** Without what is about batches of clients. */
function reasonOf({ detail, errors }: AppError): string {
  return errors.length > 0
    ? errors
        .slice(0, 3)
        .map(({ message }) => message)
        .join('; ')
    : detail;
}
