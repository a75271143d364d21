import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { SourceError, type SourceErrorReason } from '../../source-error';
import { Frames } from './frames';
import {
  type FromReader,
  OUT_OF_MEMORY,
  type ReaderAnswers,
  type ReaderRequest,
  type ToReader,
} from './protocol';

/** Where the first of the files is; 3 is the socket. */
const FIRST_FILE = 4;
const SOCKET = 3;
/** Heap of the reader's JavaScript, which reads workbooks. */
const HEAP_MB = 256;
/** How long after it was told to stop a reader may go on. */
const PATIENCE_MS = 2_000;
/** What is kept of what it writes when it crashes, in characters. */
const LAST_WORDS = 4_000;

/** How the reader names a file that it was given open. Elsewhere than on Linux there is no such name. */
export const descriptorPath =
  process.platform === 'linux' ? (index: number): string => `/proc/self/fd/${FIRST_FILE + index}` : undefined;

export interface AskOptions {
  signal?: AbortSignal;
  timeoutMs: number;
  onRows?: (rows: unknown[]) => void;
}

interface Pending {
  done: (answer: never) => void;
  failed: (error: SourceError) => void;
  onRows?: (rows: unknown[]) => void;
}

/**
 * A process that reads files with DuckDB. Whatever is in them, it alone can crash. It has no environment and one folder, which is
 * removed when it ends.
 */
export class FileReader {
  private readonly pending = new Map<number, Pending>();
  private readonly frames: Frames;
  private lastId = 0;
  private said = '';
  private end: SourceError | undefined;
  readonly ended: Promise<void>;

  /** @param descriptors open files, which the process sees at `descriptorPath`; they may be closed afterwards */
  constructor(descriptors: readonly number[], folder: string) {
    const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, '--no-warnings', program()], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', ...descriptors],
      env: { TMPDIR: folder, TZ: 'UTC' },
      cwd: folder,
    });
    this.kill = () => {
      // So that whoever waits for its end sees it.
      child.ref();
      child.kill('SIGKILL');
    };
    child.stderr?.on('data', (chunk: Buffer) => {
      this.said = (this.said + chunk.toString()).slice(-LAST_WORDS);
    });
    const socket = child.stdio[SOCKET] as Duplex;
    this.frames = new Frames(socket, (message) => this.take(message as FromReader));
    this.ended = new Promise((resolve) => {
      const ends = (code: number | null, signal: NodeJS.Signals | null, cause?: unknown): void => {
        socket.destroy();
        this.end = this.endOf(code, signal, cause);
        for (const { failed } of this.pending.values()) failed(this.end);
        this.pending.clear();
        void rm(folder, { recursive: true, force: true }).then(resolve, resolve);
      };
      child.once('exit', (code, signal) => ends(code, signal));
      child.once('error', (error) => ends(null, null, error));
    });
    socket.once('close', () => child.kill('SIGKILL'));
    unrefed(child);
  }

  /** Ends the process at once. */
  readonly kill: () => void;

  get hasEnded(): boolean {
    return this.end !== undefined;
  }

  /** @throws SourceError */
  async ask<R extends ReaderRequest>(request: R, options: AskOptions): Promise<ReaderAnswers[R['do']]> {
    const { signal, timeoutMs, onRows } = options;
    if (signal?.aborted) throw new SourceError('aborted');
    if (this.end) throw this.end;
    const id = ++this.lastId;
    let gaveUp: SourceError | undefined;
    let patience: NodeJS.Timeout | undefined;
    const giveUp = (reason: SourceErrorReason): void => {
      if (gaveUp) return;
      gaveUp = new SourceError(reason);
      void this.tell({ id, cancel: true });
      patience = setTimeout(this.kill, request.do === 'open' ? 0 : PATIENCE_MS);
    };
    const onAbort = (): void => giveUp('aborted');
    const timer = setTimeout(() => giveUp('timeout'), timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await new Promise<ReaderAnswers[R['do']]>((done, failed) => {
        this.pending.set(id, { done, failed, onRows });
        void this.tell({ id, request });
      });
    } catch (error) {
      throw gaveUp ?? error;
    } finally {
      clearTimeout(timer);
      clearTimeout(patience);
      signal?.removeEventListener('abort', onAbort);
      this.pending.delete(id);
    }
  }

  private async tell(message: ToReader): Promise<void> {
    try {
      await this.frames.send(message);
    } catch {
      this.pending.get(message.id)?.failed(new SourceError('refused', 'The statement is too long.'));
    }
  }

  private take(message: FromReader): void {
    const pending = this.pending.get(message.id);
    if (!pending) return;
    if ('rows' in message) pending.onRows?.(message.rows);
    else if ('done' in message) pending.done(message.done as never);
    else pending.failed(new SourceError(message.error.reason, message.error.detail));
  }

  private endOf(code: number | null, signal: NodeJS.Signals | null, cause?: unknown): SourceError {
    const details = { cause: cause ?? new Error(`The reader ended with ${code ?? signal}. ${this.said}`) };
    if (code === OUT_OF_MEMORY || this.said.includes('heap out of memory'))
      return new SourceError('too-large', 'Reading it needs more memory than is allowed.', details);
    // Killed from outside, or never begun: nothing that the file can be blamed for.
    if (signal === 'SIGKILL' || signal === 'SIGTERM' || code === 0 || cause)
      return new SourceError('broken', undefined, details);
    return new SourceError(
      'invalid',
      'Its reader crashed: the file is damaged, or nested too deeply.',
      details,
    );
  }
}

/** No child keeps this process from ending; it ends when its socket does. */
function unrefed(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio) (stream as { unref?: () => void } | null)?.unref?.();
}

/** Beside this file where both are compiled; a test that runs this from its source finds it in what was built. */
function program(): string {
  const own = path.join(__dirname, 'reader-process.js');
  if (!__filename.endsWith('.ts')) return own;
  const libs = own.lastIndexOf(`${path.sep}libs${path.sep}`);
  return path.join(own.slice(0, libs), 'dist', own.slice(libs));
}
