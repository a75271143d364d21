import { readdirSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { FileSession } from './file-session';
import { Frames } from './frames';
import {
  type FromReader,
  OUT_OF_MEMORY,
  type ReaderAnswers,
  type ReaderRequest,
  type ToReader,
} from './protocol';
import { problemOf } from './reader-problems';

/*
 * A process that reads files on behalf of another and has nothing that is worth stealing: no settings, no connections, one folder. Files
 * that make DuckDB crash end this one alone. It ends when the other end of its socket does, however that happened.
 */
const SOCKET = 3;
const CHECKED_EVERY_MS = 100;
const CANCELLED_EVERY_MS = 20;
/** What Node itself and DuckDB's code need besides what DuckDB may allocate. */
const BASE_MB = 512;
const FOLDER_MB = 2_048;
const MB = 1024 * 1024;

const socket = new Socket({ fd: SOCKET, readable: true, writable: true });
const frames = new Frames(socket, (message) => receive(message as ToReader));
const interrupts = new Map<number, () => void>();
let session: FileSession | undefined;
let opened: Extract<ReaderRequest, { do: 'open' }> | undefined;

setPriority(5);
// The first to go when the machine has no memory left. Other systems have no such file.
writeFile('/proc/self/oom_score_adj', '1000').catch(() => undefined);
setInterval(assertWithinBounds, CHECKED_EVERY_MS);
socket.on('close', () => {
  if (opened) rmSync(opened.folder, { recursive: true, force: true });
  process.exit(0);
});

function receive(message: ToReader): void {
  if ('cancel' in message) cancel(message.id);
  else void answer(message.id, message.request);
}

async function answer(id: number, request: ReaderRequest): Promise<void> {
  const send = (message: FromReader): Promise<void> => frames.send(message);
  interrupts.set(id, () => undefined);
  try {
    const done = await perform(id, request, (rows) => send({ id, rows }));
    await send({ id, done });
  } catch (error) {
    const during = request.do === 'query' ? 'query' : 'open';
    const { reason, detail } = problemOf(error, opened?.files ?? [], during);
    await send({ id, error: { reason, detail } });
  } finally {
    interrupts.delete(id);
  }
}

async function perform(
  id: number,
  request: ReaderRequest,
  emit: (rows: unknown[]) => Promise<void>,
): Promise<ReaderAnswers[keyof ReaderAnswers]> {
  const begun = (interrupt: () => void): unknown => interrupts.set(id, interrupt);
  if (request.do === 'open') {
    opened = request;
    session = await FileSession.open(request);
    return session.layout;
  }
  if (!session) throw new Error('Nothing is open.');
  switch (request.do) {
    case 'query':
      return session.query(request, emit, begun);
    case 'columns':
      return session.columns(begun);
    case 'count':
      return session.count(request.file, begun);
    case 'begin':
      return session.begin(request.file, request.offset, begun);
    case 'next':
      return session.next(request.cursor, request.rows, emit, begun);
    default:
      session.end(request.cursor);
      return {};
  }
}

/** Again and again: what comes between two statements has no effect on the second. */
function cancel(id: number): void {
  const timer = setInterval(() => {
    const interrupt = interrupts.get(id);
    if (interrupt) interrupt();
    else clearInterval(timer);
  }, CANCELLED_EVERY_MS);
}

function assertWithinBounds(): void {
  if (!opened) return;
  const isHuge = process.memoryUsage.rss() > (opened.memoryMb + BASE_MB) * MB;
  if (isHuge || folderBytes(opened.folder) > FOLDER_MB * MB) process.exit(OUT_OF_MEMORY);
}

function folderBytes(folder: string): number {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      bytes += entry.isDirectory()
        ? folderBytes(join(folder, entry.name))
        : statSync(join(folder, entry.name)).size;
  } catch {
    // It was removed while we looked.
  }
  return bytes;
}
