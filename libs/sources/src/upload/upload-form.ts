import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { AppError } from '@app/platform';

const LONGEST_NAME = 255;
const MOST_PARTS = 10;
/** What a form may have besides its file. */
const FORM_BYTES = 64 * 1024;

/** The file of a form, while it arrives. */
export interface ArrivingFile {
  /** As the client calls it, without folders: a text, never a path. */
  name: string;
  /** Throws what is wrong with the form, at its end at the latest: whoever has read it to the end has all of it. */
  content: AsyncIterable<Uint8Array>;
}

/**
 * The first file of a form; there must be one, in a field named `file`.
 * @throws AppError VALIDATION_FAILED, MALFORMED_BODY, PAYLOAD_TOO_LARGE
 */
export async function fileOfForm(request: IncomingMessage, mostBytes: number): Promise<ArrivingFile> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes + FORM_BYTES) throw tooLarge(mostBytes);
  const { Busboy } = await import('@fastify/busboy');
  const headers = request.headers as { 'content-type': string };
  const limits = { files: 1, fields: 0, parts: MOST_PARTS, fileSize: mostBytes, headerPairs: 20 };
  let form: InstanceType<typeof Busboy>;
  try {
    form = new Busboy({ headers, limits });
  } catch (error) {
    throw malformed(error);
  }
  const ended = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<ArrivingFile>();
  // Each is waited for, but not by everybody at all times.
  ended.promise.catch(() => undefined);
  const fail = (error: unknown): void => {
    const problem = error instanceof AppError ? error : malformed(error);
    ended.reject(problem);
    arrived.reject(problem);
    form.destroy();
  };
  form.on('file', (field, file, name) => {
    file.on('error', fail);
    void ended.promise.catch((error: Error) => file.destroy(error));
    file.on('limit', () => fail(tooLarge(mostBytes)));
    if (field === 'file') arrived.resolve({ name: plainName(name), content: whole(file, ended.promise) });
    else file.resume();
  });
  form.on('finish', () => {
    ended.resolve();
    arrived.reject(AppError.invalid('/file', 'the form must have a file in a field named file'));
  });
  form.on('error', fail);
  request.once(
    'close',
    () => request.complete || fail(request.errored ?? new Error('The request broke off.')),
  );
  request.pipe(form);
  return arrived.promise;
}

async function* whole(file: Readable, ended: Promise<void>): AsyncIterable<Uint8Array> {
  for await (const chunk of file) yield chunk as Uint8Array;
  await ended;
}

function tooLarge(mostBytes: number): AppError {
  return new AppError('PAYLOAD_TOO_LARGE', `The file has more than ${mostBytes} bytes, which is the most.`);
}

function malformed(cause: unknown): AppError {
  return new AppError('MALFORMED_BODY', 'The body is no whole form (multipart/form-data).', { cause });
}

function plainName(given: string | undefined): string {
  const name = (given ?? '').split(/[/\\]/).at(-1)?.normalize('NFC').replaceAll(/\p{C}/gu, '').trim();
  return (name === '' || name === undefined ? 'upload' : name).slice(0, LONGEST_NAME);
}
