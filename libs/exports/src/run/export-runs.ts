import { Inject, Injectable } from '@nestjs/common';
import { FileStore } from '@app/files';
import { AppError, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { CONTENT_TYPES } from '../export-format';
import { WRITERS } from '../writers/writer-of';
import { Chunks, OutputClosedError } from './chunks';
import { ExportDocuments } from './export-documents';
import { type ClaimedExport, ExportStates, type FinishedFile } from './export-states';

/** What a run comes to. */
export interface ExportOutcome {
  status: string;
  rows: number;
  bytes: number;
}

/** How a run is told to stop, and how often it was tried. */
export interface RunOptions {
  signal: AbortSignal;
  isLastAttempt: boolean;
  onProgress: (percent: number) => Promise<void>;
}

const BEAT_MS = 1_000;
const UNEXPECTED = 'Something went wrong while the file was made.';
/** What would go wrong again in the same way. */
const FINAL = new Set([
  'VALIDATION_FAILED',
  'LIMIT_EXCEEDED',
  'UNKNOWN_METRIC',
  'UNKNOWN_DIMENSION',
  'UNKNOWN_REFERENCE',
  'NOT_FOUND',
  'INSUFFICIENT_PERMISSIONS',
  'RANGE_NOT_KEPT',
  'QUERY_TIMEOUT',
  'EXPORT_LIMIT',
]);

/** The run was cancelled, or another one has taken its place. */
class CancelledError extends Error {}

/** Makes the files of exports. Running the same export again begins anew and leaves nothing of the run before. */
@Injectable()
export class ExportRuns {
  constructor(
    private readonly states: ExportStates,
    private readonly documents: ExportDocuments,
    private readonly files: FileStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws whatever a further attempt may get over, unless this is the last one */
  async run(exportId: string, options: RunOptions): Promise<ExportOutcome> {
    const claimed = await this.states.claim(exportId);
    if (!claimed) return { status: (await this.states.statusOf(exportId)) ?? 'deleted', rows: 0, bytes: 0 };
    try {
      return await this.make(claimed, options);
    } catch (error) {
      return await this.failed(claimed, error, options);
    }
  }

  private async make(claimed: ClaimedExport, { signal, onProgress }: RunOptions): Promise<ExportOutcome> {
    const cancelled = new AbortController();
    const stop = AbortSignal.any([signal, cancelled.signal]);
    const progress = { percent: 0, rows: 0 };
    const beat = this.beating(claimed, progress, { cancelled, onProgress });
    try {
      const file = await this.write(claimed, stop, progress);
      const isWanted = await this.states.finish(claimed, file).catch(async (error: unknown) => {
        // Should this fail too, it is found as an orphan later.
        if (error instanceof AppError && FINAL.has(error.code))
          await this.files.delete(file.fileKey).catch(() => undefined);
        throw error;
      });
      if (isWanted) return { status: 'ready', rows: file.rows, bytes: file.bytes };
      await this.files.delete(file.fileKey);
      throw new CancelledError();
    } catch (error) {
      throw stop.aborted ? stop.reason : error;
    } finally {
      clearInterval(beat);
    }
  }

  private async write(
    claimed: ClaimedExport,
    signal: AbortSignal,
    progress: { percent: number; rows: number },
  ): Promise<FinishedFile> {
    const { id, organizationId, runId, format } = claimed;
    const fileKey = `exports/${organizationId}/${id}/${runId}`;
    const chunks = new Chunks(await this.states.room(claimed));
    const { document, dataPolicy } = await this.documents.open(claimed, signal, (rows, fraction) => {
      progress.rows = rows;
      progress.percent = Math.min(99, Math.floor(fraction * 100));
    });
    const writer = WRITERS[format];
    const producing = writer(document, chunks).then(
      () => chunks.end(),
      (error: Error) => {
        chunks.fail(error);
        throw error;
      },
    );
    const storing = this.files.write(fileKey, chunks.content, { signal, contentType: CONTENT_TYPES[format] });
    const [produced, stored] = await Promise.allSettled([producing, storing]);
    // The store ends the output when it fails: then that is why, and not that the output has ended.
    if (produced.status === 'rejected' && !(produced.reason instanceof OutputClosedError))
      throw produced.reason;
    if (stored.status === 'rejected') throw stored.reason;
    if (produced.status === 'rejected') throw produced.reason;
    return { fileKey, rows: progress.rows, bytes: stored.value.bytes, sha256: chunks.digest(), dataPolicy };
  }

  /** Tells every second how far it is, and hears whether it is still wanted. */
  private beating(
    claimed: ClaimedExport,
    progress: { percent: number },
    { cancelled, onProgress }: { cancelled: AbortController; onProgress: RunOptions['onProgress'] },
  ): NodeJS.Timeout {
    let told = 0;
    let busy = false;
    const beat = async (): Promise<void> => {
      const { percent } = progress;
      const isWanted = await this.states.beat(claimed, percent, percent !== told);
      if (!isWanted) cancelled.abort(new CancelledError());
      if (percent !== told) await onProgress(percent);
      told = percent;
    };
    return setInterval(() => {
      if (busy) return;
      busy = true;
      beat()
        .catch((error: unknown) =>
          this.logger.warn({ err: error, exportId: claimed.id }, 'the progress of an export was not stored'),
        )
        .finally(() => (busy = false));
    }, BEAT_MS);
  }

  private async failed(
    claimed: ClaimedExport,
    error: unknown,
    { signal, isLastAttempt }: RunOptions,
  ): Promise<ExportOutcome> {
    if (error instanceof CancelledError) return { status: 'cancelled', rows: 0, bytes: 0 };
    const isFinal = error instanceof AppError && FINAL.has(error.code);
    if (!isFinal && (signal.aborted || !isLastAttempt)) {
      await this.states.giveBack(claimed);
      throw error;
    }
    const reason = error instanceof AppError && error.code !== 'INTERNAL_ERROR' ? error.detail : UNEXPECTED;
    await this.states.fail(claimed, reason);
    if (!isFinal) throw error;
    this.logger.info({ exportId: claimed.id, code: error.code }, 'export failed');
    return { status: 'failed', rows: 0, bytes: 0 };
  }
}
